import type { Tone } from '@/app/_ui/tone'
import type { ContainerReport, SignatureReport, TimestampReport } from '@/lib/asice/container-report'

/** Green says only what the word beside it says: no colour stands for the whole. */
export const VERDICT_TONE: Record<ContainerReport['container']['indication'], Tone> = {
  TOTAL_PASSED: 'green',
  INDETERMINATE: 'amber',
  TOTAL_FAILED: 'red',
  NO_SIGNATURE_FOUND: 'red',
}

export const INTEGRITY_TONE: Record<SignatureReport['integrity']['state'], Tone> = {
  intact: 'green',
  failed: 'red',
  'missing-file': 'red',
  'cannot-check': 'amber',
}

export const COVERAGE_TONE: Record<SignatureReport['coverage']['state'], Tone> = {
  complete: 'green',
  partial: 'amber',
  none: 'red',
}

export const TIME_TONE: Record<SignatureReport['time']['state'], Tone> = {
  'trusted-timestamp': 'green',
  'untrusted-timestamp': 'amber',
  'broken-timestamp': 'red',
  claimed: 'grey',
  unknown: 'grey',
}

export const TIMESTAMP_TONE: Record<TimestampReport['state'], Tone> = {
  trusted: 'green',
  untrusted: 'amber',
  broken: 'red',
  weak: 'amber',
  'cannot-check': 'grey',
}

export const TRUST_TONE: Record<SignatureReport['trust']['state'], Tone> = {
  trusted: 'green',
  'no-chain': 'amber',
  'no-anchors': 'amber',
  'not-valid-then': 'amber',
  revoked: 'red',
  'not-allowed': 'amber',
  'not-checked': 'grey',
}
