'use client'

import { SetUp } from './_set-up/set-up'

/** The set-up that stands between somebody and the desk; at its end it leads where they were going. */
export function ForcedSetUp({ email, from }: { email: string; from: string }) {
  // A whole new page: nothing that was fetched before, and none of the codes, stays in the browser's memory.
  return <SetUp email={email} onDone={() => window.location.assign(from)} />
}
