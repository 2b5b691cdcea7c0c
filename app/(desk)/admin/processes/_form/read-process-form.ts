import type { ProcessInput } from '@/lib/processes/process-input'

export type NotifyMode = 'setting' | 'all' | 'some'

/** The letters of the endings that ID360 may notify. */
export const LETTERS = ['E', 'F', 'C'] as const

/** The element that a label and an error point to. */
export const fieldId = (field: keyof ProcessInput) => `process-${field}`

/** Which of the three answers the value of a process is. */
export const notifyModeOf = (notifyOn: string | null): NotifyMode =>
  notifyOn === null ? 'setting' : notifyOn === '' ? 'all' : 'some'

/** What stands in the form. `noneTicked`: some callbacks are wanted and none is named; sent, that would mean all. */
export function readProcessForm(form: HTMLFormElement): { fields: ProcessInput; noneTicked: boolean } {
  const data = new FormData(form)
  const text = (name: keyof ProcessInput) => {
    const value = data.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const ways = text('byLink')
  const mode = data.get('notifyMode')
  const letters = data.getAll('notifyOn').join(',')
  const fields: ProcessInput = {
    name: text('name'),
    id360Uuid: text('id360Uuid'),
    environment: (text('environment') || null) as ProcessInput['environment'],
    byLink: ways === 'link' || ways === 'both',
    assisted: ways === 'assisted' || ways === 'both',
    makesIdclaim: data.has('makesIdclaim'),
    asksSelfie: data.has('asksSelfie'),
    defaultLanguage: text('defaultLanguage') === 'en' ? 'en' : 'fr',
    defaultGroupId: text('defaultGroupId') || null,
    browserCallbackUrl: text('browserCallbackUrl') || null,
    notifyOn: mode === 'all' ? '' : mode === 'some' ? letters : null,
  }
  return { fields, noneTicked: mode === 'some' && letters === '' }
}
