import type { Enrollment } from '../store/enrollment'

/** What the sandbox reads on the document. `birth_date` is ISO. */
export type DocumentIdentity = { last_name: string; first_name: string; birth_date: string }

const FICTIONAL: readonly [DocumentIdentity, ...DocumentIdentity[]] = [
  { last_name: 'Exemplaire', first_name: 'Camille', birth_date: '1987-04-12' },
  { last_name: 'Delafiction', first_name: 'Noé', birth_date: '1994-11-03' },
  { last_name: 'Inventée', first_name: 'Aïcha', birth_date: '1979-07-25' },
  { last_name: 'Du Roman', first_name: 'Élise', birth_date: '2001-02-28' },
]

const filled = (value: string | undefined) => (value?.trim() ? value.trim() : undefined)

/**
 * The identity on the document: what the scenario says, else the enrollment's own names, else what was given
 * for comparison or typed by the person, else a fictional person who is always the same for an enrollment.
 */
export function documentIdentity(enrollment: Enrollment): DocumentIdentity {
  const { scenario, person, declared, comparisons } = enrollment.detail
  const fictional = FICTIONAL[enrollment.id % FICTIONAL.length] ?? FICTIONAL[0]
  const compared = (name: string) => filled(comparisons.find((one) => one.name === name)?.value)
  return {
    last_name:
      filled(scenario.identity?.last_name) ??
      filled(person.last_name) ??
      compared('name') ??
      filled(declared.last_name) ??
      fictional.last_name,
    first_name:
      filled(scenario.identity?.first_name) ??
      filled(person.first_name) ??
      compared('first_name') ??
      filled(declared.first_name) ??
      fictional.first_name,
    birth_date:
      filled(scenario.identity?.birth_date) ??
      compared('birth_date') ??
      filled(declared.birth_date) ??
      fictional.birth_date,
  }
}
