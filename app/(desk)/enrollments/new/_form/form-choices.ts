import type { SelectOption } from '@/app/_ui/select-field'

export type ProcessChoice = {
  id: string
  name: string
  byLink: boolean
  assisted: boolean
  makesIdclaim: boolean
  defaultLanguage: 'fr' | 'en'
  defaultGroupId: string | null
}

/** What the form offers: plain data from the page. */
export type FormChoices = {
  processes: ProcessChoice[]
  groups: SelectOption[]
  /** "No group" is a choice of this person's. */
  noGroup: boolean
  countries: SelectOption[]
}

/** What the form starts with, and what "new one for the same group" keeps. */
export type FormStart = { processId: string; groupId: string | null; language: 'fr' | 'en' | null }
