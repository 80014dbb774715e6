/** Where lanes tell that there are outcomes, as `<siteId>:<appliedSeq>`, and where whoever waits for them listens. */
export const OUTCOME_CHANNEL = 'syncline_outcome'
