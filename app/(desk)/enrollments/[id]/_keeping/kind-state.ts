import type { EvidenceKindView, EvidenceView } from '@/lib/evidence/read-evidence'

/** How a kind of evidence stands, told more closely where there is none. */
export type KindState = EvidenceKindView['state'] | 'notMade' | 'koMakesNone'

/** A process that makes no idclaim owes none; neither does a KO. [seed, guess] */
export function kindState(
  { kind, state }: Pick<EvidenceKindView, 'kind' | 'state'>,
  status: EvidenceView['status'],
  makesIdclaim: boolean,
): KindState {
  if (kind !== 'idclaim' || state !== 'none') return state
  if (!makesIdclaim) return 'notMade'
  return status === 'KO' ? 'koMakesNone' : 'none'
}
