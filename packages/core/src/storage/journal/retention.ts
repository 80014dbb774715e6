/** How long what accompanies an operation is kept (protocol sheet §10.2, §11.4: at least 24 hours). */

/** Hours after which a key may be used for another request. */
export const IDEMPOTENCY_HOURS = 24

/** Hours for which the result of an asynchronous request can be fetched, from when it is there. */
export const ASYNC_RESULT_HOURS = 72
