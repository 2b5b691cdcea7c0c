import { toId360TimeOrNull } from '../id360-time'
import { UNDOCUMENTED } from '../ko-causes/status-codes'
import type { CallbackHeader, Enrollment } from '../store/enrollment'

/** A step with a name and a status nobody has documented; it echoes the callback secrets in an unusual place. */
export function unknownStep(enrollment: Enrollment, secrets: readonly CallbackHeader[]) {
  return {
    xqz_step$0: {
      status: 'KO',
      sub_status: 'XQZ_HALF_DONE',
      creation_time: toId360TimeOrNull(enrollment.startedAt),
      starting_time: toId360TimeOrNull(enrollment.startedAt),
      finished_time: toId360TimeOrNull(enrollment.finishedAt),
      status_codes: [UNDOCUMENTED],
      datas: { xqz: { depth: [1, [2, [3]]], nothing: null, text: 'É' } },
      input_files: [],
      results: { xqz: [{ score: -1, callback_headers: secrets, nested: { callback_headers: secrets } }] },
    },
  }
}

/** Keys at the top of the report that nobody has documented. */
export const UNKNOWN_TOP_LEVEL = {
  xqz_flags: ['A', 'B', 'C'],
  xqz_report: { generation: 3, checks: [{ name: 'xqz', passed: false }] },
}
