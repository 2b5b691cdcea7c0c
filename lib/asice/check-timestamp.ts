import { childAt, integerHex, octetsOf, oidOf, readAsn1, TAG, timeOf } from './asn1-node'
import { buildChain, type CertificatePool } from './build-chain'
import { type Certificate, EXTENDED_KEY_USAGE, readCertificateSet } from './certificate'
import { problemOf } from './check-failure'
import { CMS, checkSigner, readSignedData } from './cms'
import type { Problem, TimestampReport } from './container-report'
import { digestByOid, digestOf } from './digest-algorithm'
import type { RemarkCode } from './remark-codes'

/** A checked token; `proven` is the instant it proves, null unless it is whole and trusted. */
export type TimestampCheck = { report: TimestampReport; proven: Date | null }

/** Clocks differ: a token this much ahead of ours is still believed. */
const CLOCK_SKEW_MS = 5 * 60_000

/**
 * Checks an RFC 3161 token over some bytes: imprint, signature, exactly one signer, the purpose timeStamping and
 * nothing else, and the chain at the token's own time. Never throws.
 *
 * @param now what is later is no proof
 */
export function checkTimestamp(
  token: Uint8Array,
  stamped: Uint8Array,
  pool: CertificatePool,
  now: Date,
): TimestampCheck {
  const report: TimestampReport = {
    state: 'broken',
    genTime: null,
    issuer: null,
    serial: null,
    digest: null,
    problems: [],
  }
  try {
    return checkToken(token, stamped, pool, now, report)
  } catch (error) {
    const problem = problemOf(error)
    report.problems.push(problem)
    return {
      report: { ...report, state: problem.kind === 'unsupported' ? 'cannot-check' : 'broken' },
      proven: null,
    }
  }
}

function checkToken(
  token: Uint8Array,
  stamped: Uint8Array,
  pool: CertificatePool,
  now: Date,
  report: TimestampReport,
): TimestampCheck {
  const add = (kind: Problem['kind'], code: RemarkCode, values: Problem['values'] = {}) =>
    report.problems.push({ kind, code, values })
  const data = readSignedData(token)
  const [signer, ...others] = data.signers
  if (
    data.contentType !== CMS.timestampInfo ||
    data.content === null ||
    signer === undefined ||
    others.length > 0
  ) {
    add('format', 'TIMESTAMP_MALFORMED')
    return { report, proven: null }
  }
  const info = readAsn1(data.content)
  const imprint = childAt(info, 2, TAG.sequence)
  const genTime = timeOf(childAt(info, 4, TAG.generalizedTime))
  report.genTime = genTime.toISOString()
  report.serial = integerHex(childAt(info, 3, TAG.integer))

  const digest = digestByOid(oidOf(childAt(childAt(imprint, 0), 0)))
  report.digest = digest.name
  if (digest.weak) add('weak', 'WEAK_DIGEST')
  if (!digestOf(digest, stamped).equals(octetsOf(childAt(imprint, 1)))) add('hash', 'TIMESTAMP_OF_OTHER_DATA')

  const own = readCertificateSet(data.certificates)
  const certificates: Certificate[] = [...own.certificates, ...pool.others]
  const available = { certificates: [...certificates, ...pool.anchors], unreadable: own.unreadable }
  const check = checkSigner(data, signer, data.content, available)
  report.problems.push(...check.problems)
  if (check.certificate !== null) {
    report.issuer = check.certificate.x509.subject.split('\n').reverse().join(', ')
    const purposes = check.certificate.extendedKeyUsage?.purposes ?? []
    if (purposes.length !== 1 || purposes[0] !== EXTENDED_KEY_USAGE.timeStamping)
      add('chain-constraints', 'NOT_A_TIMESTAMP_AUTHORITY')
    const chain = buildChain(check.certificate, { anchors: pool.anchors, others: certificates }, genTime)
    if (chain.state !== 'trusted')
      add(chain.state === 'no-chain' ? 'no-chain' : 'chain-constraints', 'TIMESTAMP_AUTHORITY_NOT_TRUSTED', {
        reason: chain.reason?.code ?? 'NO_CHAIN',
      })
    for (const algorithm of chain.weaknesses) add('weak', 'WEAK_CHAIN', { algorithm })
  }
  if (genTime.getTime() > now.getTime() + CLOCK_SKEW_MS) add('out-of-bounds', 'TIMESTAMP_IN_THE_FUTURE')
  report.state = stateOf(report.problems)
  return { report, proven: report.state === 'trusted' ? genTime : null }
}

function stateOf(problems: Problem[]): TimestampReport['state'] {
  const has = (...kinds: Problem['kind'][]) => problems.some(({ kind }) => kinds.includes(kind))
  if (has('format', 'hash', 'crypto')) return 'broken'
  if (has('unsupported', 'no-certificate')) return 'cannot-check'
  if (has('weak')) return 'weak'
  return problems.length === 0 ? 'trusted' : 'untrusted'
}
