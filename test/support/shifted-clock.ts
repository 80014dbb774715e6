/** Loaded before a program (`--import`): its wall clock is SYNCLINE_TEST_CLOCK_SHIFT_MS ahead, or behind when negative. */
const shiftMs = Number(process.env.SYNCLINE_TEST_CLOCK_SHIFT_MS ?? '0')
const RealDate = Date
const realNow = Date.now.bind(Date)

/** Only what asks for the present time is changed; dates made from something are as ever. */
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [realNow() + shiftMs] : args, newTarget),
  apply: () => new Date().toString(),
  get: (target, name, receiver) => (name === 'now' ? () => realNow() + shiftMs : Reflect.get(target, name, receiver)),
})
