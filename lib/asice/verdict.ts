import type { Indication, Problem, ProblemKind, SubIndication } from './container-report'

export type Verdict = { indication: Indication; subIndication: SubIndication | null }

/**
 * The verdict of each kind of problem, the gravest first: a tampered signature is never softened by a lesser trouble.
 * After EN 319 102-1, 5.1.3; a signature timestamp that is broken or cannot be read (SIG_CONSTRAINTS_FAILURE) is our
 * choice: it may be a tampering, though not of the signature itself.
 */
const VERDICTS: [ProblemKind, Indication, SubIndication][] = [
  ['format', 'TOTAL_FAILED', 'FORMAT_FAILURE'],
  ['hash', 'TOTAL_FAILED', 'HASH_FAILURE'],
  ['crypto', 'TOTAL_FAILED', 'SIG_CRYPTO_FAILURE'],
  ['missing-file', 'INDETERMINATE', 'SIGNED_DATA_NOT_FOUND'],
  ['no-certificate', 'INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND'],
  ['unsupported', 'INDETERMINATE', 'CANNOT_BE_CHECKED'],
  ['timestamp', 'INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  ['no-chain', 'INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['chain-constraints', 'INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'],
  ['out-of-bounds', 'INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE'],
  ['revoked', 'INDETERMINATE', 'REVOKED_NO_POE'],
  ['weak', 'INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE'],
  ['revocation-unchecked', 'INDETERMINATE', 'TRY_LATER'],
]

/** The verdict on one signature from all that was found against it; nothing found is TOTAL_PASSED. */
export function verdictOf(problems: Problem[]): Verdict {
  for (const [kind, indication, subIndication] of VERDICTS)
    if (problems.some((problem) => problem.kind === kind)) return { indication, subIndication }
  return { indication: 'TOTAL_PASSED', subIndication: null }
}

/**
 * The verdict on the container: a signature that fails, what is wrong with the archive itself, then the worst signature. A data file that no
 * signature covers weighs more than a signer who is merely not trusted here, as it is what a forger adds.
 */
export function containerVerdict(
  problems: Problem[],
  signatures: { verdict: Verdict; problems: Problem[] }[],
  uncovered: boolean,
): Verdict {
  const failed = signatures.find(({ verdict }) => verdict.indication === 'TOTAL_FAILED')
  if (failed !== undefined) return failed.verdict
  const own = verdictOf(problems)
  if (own.indication !== 'TOTAL_PASSED') return own
  if (signatures.length === 0) return { indication: 'NO_SIGNATURE_FOUND', subIndication: null }
  if (uncovered && signatures.every(({ problems }) => !problems.some(isIntegrityProblem)))
    return { indication: 'INDETERMINATE', subIndication: 'DATA_NOT_COVERED' }
  return verdictOf(signatures.flatMap((signature) => signature.problems))
}

/** Whether the problem leaves it open what the signature says, whoever signed. */
function isIntegrityProblem(problem: Problem): boolean {
  return ['missing-file', 'no-certificate', 'unsupported'].includes(problem.kind)
}
