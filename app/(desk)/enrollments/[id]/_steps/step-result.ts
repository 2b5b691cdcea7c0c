import type { Tone } from '@/app/_ui/tone'

/** What came of a step, as far as its status is one we know. */
export type StepResult = 'passed' | 'failed' | 'other'

export function stepResult(status: string | null): StepResult {
  if (status === 'OK') return 'passed'
  return status === 'KO' ? 'failed' : 'other'
}

export const STEP_TONE: Record<StepResult, Tone> = { passed: 'green', failed: 'orange', other: 'grey' }
