import { COMMON_CAUSES } from './ko-causes/common-causes'
import type { KoCause } from './ko-causes/ko-cause'
import { ODD_CAUSES } from './ko-causes/odd-causes'

/** The causes that can be chosen on the person's page, by the control API, or that the rules lead to. */
export const KO_CAUSES = [...COMMON_CAUSES, ...ODD_CAUSES]

export type KoCauseKey = (typeof KO_CAUSES)[number]['key']

export const KO_CAUSE_KEYS = KO_CAUSES.map((cause) => cause.key)

const byKey = new Map<string, KoCause>(KO_CAUSES.map((cause) => [cause.key, cause]))

/** The cause of that key; undefined for an unknown one. */
export function findKoCause(key: string): KoCause | undefined {
  return byKey.get(key)
}

/** The causes that can happen in a journey with these steps: a face cannot differ where none is taken. */
export function koCausesFor(stepNames: readonly string[]): KoCause[] {
  return KO_CAUSES.filter((cause: KoCause) => !cause.koStep || stepNames.includes(cause.koStep.name))
}
