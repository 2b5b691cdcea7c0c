import type { Enrollment } from '../store/enrollment'
import { IDCLAIM_FORMS, type IdclaimForm } from './idclaim-forms'

/** The form the control API asked for, else each in turn: which one the real ID360 makes is not known. */
export function chooseForm(enrollment: Enrollment): IdclaimForm {
  const turn = IDCLAIM_FORMS[enrollment.id % IDCLAIM_FORMS.length] ?? 'cades-b'
  return enrollment.detail.idclaimForm ?? turn
}
