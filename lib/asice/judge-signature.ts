import { buildChain, type CertificatePool, type Chain } from './build-chain'
import { type Certificate, reportCertificate } from './certificate'
import { checkRevocation, REVOCATION_NOT_CHECKED } from './check-revocation'
import { checkTimestamp, type TimestampCheck } from './check-timestamp'
import type { Problem, RevocationReport, SignatureReport } from './container-report'
import type { ArchiveFile } from './read-archive'
import type { SignatureDraft } from './signature-draft'
import { verdictOf } from './verdict'

/**
 * Turns what was read of a signature into its four axes and the verdict: time by its timestamps, trust by the chain at
 * that time, revocation by the OCSP answers it carries.
 *
 * @param dataFiles the files that a signature of this container should cover
 */
export function judgeSignature(
  draft: SignatureDraft,
  anchors: Certificate[],
  dataFiles: ArchiveFile[],
  now: Date,
): SignatureReport {
  const pool: CertificatePool = { anchors, others: draft.certificates }
  const timestamps = draft.timestamps.map(({ token, stamped }) => checkTimestamp(token, stamped, pool, now))
  for (const problem of draft.brokenTimestamps) timestamps.push(unreadableTimestamp(problem))
  const proven = timestamps
    .map((timestamp) => timestamp.proven)
    .filter((time) => time !== null)
    .sort((one, other) => one.getTime() - other.getTime())[0]
  const at = proven ?? now
  const problems = [...draft.problems]
  for (const { report } of timestamps)
    if (report.state === 'broken' || report.state === 'cannot-check') {
      const code = report.state === 'broken' ? 'TIMESTAMP_BROKEN' : 'TIMESTAMP_NOT_CHECKED'
      problems.push({ kind: 'timestamp', code, values: { time: report.genTime ?? '' } })
    }

  // A container of nothing but its own machinery: whatever is signed, nobody's document is.
  if (dataFiles.length === 0 && integrityOf(problems) === 'intact')
    problems.push({ kind: 'format', code: 'NOTHING_SIGNED', values: {} })
  const trust = judgeTrust(draft, pool, at, proven !== undefined)
  problems.push(...trust.problems)
  const covered = [...new Set(draft.covered.map(({ index }) => index))].sort((one, other) => one - other)
  const notCovered = dataFiles.map(({ index }) => index).filter((index) => !covered.includes(index))
  const coveredData = dataFiles.filter(({ index }) => covered.includes(index))
  return {
    form: draft.form,
    file: draft.file,
    id: draft.id,
    level: levelOf(draft),
    integrity: { state: integrityOf(problems) },
    coverage: {
      state: coveredData.length === 0 ? 'none' : notCovered.length === 0 ? 'complete' : 'partial',
      covered,
      notCovered,
    },
    time: {
      state: timeState(timestamps, draft),
      claimed: draft.claimedTime?.toISOString() ?? null,
      proven: proven?.toISOString() ?? null,
      checkedAt: at.toISOString(),
    },
    trust: { state: trust.state, anchor: trust.anchor, revocation: trust.revocation },
    ...verdictOf(problems),
    problems,
    warnings: [...draft.warnings, ...trust.warnings],
    signer: draft.signer === null ? null : reportCertificate(draft.signer),
    chain: trust.chain.map(reportCertificate),
    timestamps: timestamps.map(({ report }) => report),
    algorithms: draft.algorithms,
    notChecked: [...new Set(draft.notChecked)],
  }
}

type Trust = {
  state: SignatureReport['trust']['state']
  anchor: string | null
  chain: Certificate[]
  revocation: RevocationReport
  problems: Problem[]
  warnings: SignatureReport['warnings']
}

function judgeTrust(draft: SignatureDraft, pool: CertificatePool, at: Date, isProven: boolean): Trust {
  const trust: Trust = {
    state: 'not-checked',
    anchor: null,
    chain: [],
    revocation: REVOCATION_NOT_CHECKED,
    problems: [],
    warnings: [],
  }
  const { signer } = draft
  if (signer === null) return trust
  const chain = buildChain(signer, pool, at)
  trust.chain = chain.path
  trust.anchor = chain.anchor?.sha256 ?? null
  trust.state = chain.state
  judgeChain(chain, signer, pool, trust)

  const issuer = chain.path[1]
  if (issuer !== undefined && !signer.needsNoRevocation) {
    const found = checkRevocation(signer, issuer, draft.ocspResponses, pool, at)
    trust.revocation = found.revocation
    trust.warnings.push(...found.warnings)
    judgeIssuers(chain, draft, pool, at, isProven, trust)
  }
  // An anchor is trusted as it is: nobody above it could revoke it.
  if (chain.anchor?.sha256 === signer.sha256 || signer.needsNoRevocation)
    trust.revocation = { ...REVOCATION_NOT_CHECKED, state: 'not-needed' }
  judgeRevocation(at, isProven, trust)
  return trust
}

function judgeChain(chain: Chain, signer: Certificate, pool: CertificatePool, trust: Trust): void {
  const values: Problem['values'] =
    chain.reason === null ? {} : { reason: chain.reason.code, subject: chain.reason.subject }
  if (chain.state === 'no-chain') {
    const code = pool.anchors.length === 0 ? 'NO_ANCHORS' : 'NO_CHAIN'
    if (pool.anchors.length === 0) trust.state = 'no-anchors'
    trust.problems.push({ kind: 'no-chain', code, values })
  }
  if (chain.state === 'not-valid-then')
    trust.problems.push({ kind: 'out-of-bounds', code: 'CERTIFICATE_NOT_VALID_THEN', values })
  if (chain.state === 'not-allowed')
    trust.problems.push({ kind: 'chain-constraints', code: 'CERTIFICATE_NOT_ALLOWED', values })
  if (signer.keyUsage?.signs === false) {
    if (chain.state === 'trusted') trust.state = 'not-allowed'
    trust.problems.push({ kind: 'chain-constraints', code: 'KEY_NOT_FOR_SIGNATURES', values: {} })
  }
  for (const algorithm of new Set(chain.weaknesses))
    trust.problems.push({ kind: 'weak', code: 'WEAK_CHAIN', values: { algorithm } })
}

/** Revoked authorities are looked for where answers lie in the container; without one nothing is said of them. */
function judgeIssuers(
  chain: Chain,
  draft: SignatureDraft,
  pool: CertificatePool,
  at: Date,
  isProven: boolean,
  trust: Trust,
): void {
  for (const [depth, certificate] of chain.path.entries()) {
    const issuer = chain.path[depth + 1]
    if (depth === 0 || issuer === undefined) continue
    const { revocation } = checkRevocation(certificate, issuer, draft.ocspResponses, pool, at)
    const before = isProven && revocation.revokedAt !== null && at < new Date(revocation.revokedAt)
    if (revocation.state === 'revoked' && !before) {
      trust.state = 'revoked'
      trust.problems.push({
        kind: 'revoked',
        code: 'AUTHORITY_REVOKED',
        values: { at: revocation.revokedAt ?? '' },
      })
    } else if (revocation.state !== 'good')
      trust.warnings.push({ code: 'AUTHORITY_REVOCATION_NOT_CHECKED', values: {} })
  }
}

function judgeRevocation(at: Date, isProven: boolean, trust: Trust): void {
  const { state, revokedAt } = trust.revocation
  if (state === 'good' || state === 'not-needed') return
  if (state === 'revoked') {
    // A trusted timestamp from before the revocation proves that the key was still the signer's.
    if (isProven && revokedAt !== null && at < new Date(revokedAt)) {
      trust.warnings.push({ code: 'REVOKED_LATER', values: { at: revokedAt } })
      return
    }
    if (trust.state === 'trusted' || trust.state === 'not-valid-then') trust.state = 'revoked'
    trust.problems.push({ kind: 'revoked', code: 'CERTIFICATE_REVOKED', values: { at: revokedAt ?? '' } })
    return
  }
  trust.problems.push({
    kind: 'revocation-unchecked',
    code: state === 'unknown' ? 'REVOCATION_UNKNOWN' : 'REVOCATION_NOT_CHECKED',
    values: {},
  })
}

function integrityOf(problems: Problem[]): SignatureReport['integrity']['state'] {
  const has = (...kinds: Problem['kind'][]) => problems.some(({ kind }) => kinds.includes(kind))
  if (has('format', 'hash', 'crypto')) return 'failed'
  if (has('missing-file')) return 'missing-file'
  return has('unsupported', 'no-certificate') ? 'cannot-check' : 'intact'
}

function timeState(timestamps: TimestampCheck[], draft: SignatureDraft): SignatureReport['time']['state'] {
  const states = timestamps.map(({ report }) => report.state)
  if (states.includes('broken')) return 'broken-timestamp'
  if (states.includes('trusted')) return 'trusted-timestamp'
  if (states.length > 0) return 'untrusted-timestamp'
  return draft.claimedTime === null ? 'unknown' : 'claimed'
}

function unreadableTimestamp(problem: Problem): TimestampCheck {
  const state = problem.kind === 'unsupported' ? 'cannot-check' : 'broken'
  return {
    report: { state, genTime: null, issuer: null, serial: null, digest: null, problems: [problem] },
    proven: null,
  }
}

function levelOf(draft: SignatureDraft): SignatureReport['level'] {
  if (draft.signer === null) return null
  if (draft.notChecked.includes('ARCHIVE_TIMESTAMP')) return 'LTA'
  if (draft.timestamps.length === 0) return 'B'
  return draft.ocspResponses.length > 0 || draft.notChecked.includes('CRL') ? 'LT' : 'T'
}
