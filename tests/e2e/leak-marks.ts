import type { Role } from '@/db/schema/staff'
import { may } from '@/lib/staff/permissions'
import type { Mark } from './leak-search'

/** The groups that the marked people are of: two agencies, and "no group". */
export const GROUP_KEYS = ['lyon', 'nantes', 'none'] as const
export type GroupKey = (typeof GROUP_KEYS)[number]

/** Who asks: with which roles, and which groups they see (null: not limited). */
export type Knower = { roles: readonly Role[]; sees: readonly GroupKey[] }

/** Ends the words of a group: with an accent, so that every encoding of it differs from the plain one. */
const ENDINGS: Record<GroupKey, string> = { lyon: 'zarvô', nantes: 'kelmû', none: 'wyxté' }
const NUMBERS: Record<GroupKey, string> = { lyon: '21', nantes: '34', none: '47' }

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

/** What is known of a group's person, each field with a word that stands nowhere else. */
export function personOf(group: GroupKey) {
  const ending = ENDINGS[group]
  const number = NUMBERS[group]
  return {
    lastName: `Quétzal${ending} d’Aÿ'l`,
    firstName: `Ysolîne${ending}`,
    email: `courriel.${plain(ending)}@example.org`,
    phone: `+331990042${number}`,
    clientReference: `REF-MARK-${plain(ending).toUpperCase()}-1`,
    addressLine1: `12 rue Vermîllon${ending}`,
    addressLine2: `Bâtiment Ombrelle${ending}`,
    city: `Ville-Mirage${ending}`,
    idclaimPhone: `+336399807${number}`,
    /** Sent for comparison by the agent who does it in the person's place. */
    birthDate: `1931-02-${number.startsWith('2') ? '11' : number.startsWith('3') ? '12' : '13'}`,
    /** Read on the document: stands in the report alone. */
    document: { last_name: `Parchemin${ending}`, first_name: `Lûne${ending}`, birth_date: '1940-05-06' },
    /** In bodies of callbacks: as somebody's name, and as a word under a key that says nothing of persons. */
    callbackName: `Rappelnom${ending}`,
    callbackNote: `rappelnote${ending}`,
    quarantined: `quarantaine${ending}`,
    /** Beginnings of words by which people search: short of the mark, since pages repeat what was searched for. */
    searches: [
      `Quétzal${ending.slice(0, 3)}`,
      `courriel ${plain(ending).slice(0, 4)}`,
      `MARK-${plain(ending).slice(0, 4)}`,
    ],
    staffName: `Frimousse${ending}`,
    staffEmail: `frimousse${plain(ending)}`,
  }
}

/** A mark and who may come to know it at all; on which pages they do is the pages' business. */
export type KnownMark = Mark & { mayKnow(knower: Knower): boolean; secret: boolean }

const phoneForms = (e164: string) => {
  const national = e164.slice(3)
  const pairs = [national.slice(0, 1), ...(national.slice(1).match(/../g) ?? [])]
  return [national, ...[' ', '\u00a0', '\u202f', '.'].map((between) => pairs.join(between))]
}

function dateForms(iso: string): string[] {
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number]
  const two = (number: number) => String(number).padStart(2, '0')
  const named = (language: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
  return [
    iso,
    iso.replaceAll('-', ''),
    `${two(day)}/${two(month)}/${year}`,
    `${two(month)}/${two(day)}/${year}`,
    named('fr'),
    named('en-GB'),
    String(Date.UTC(year, month - 1, day)),
  ]
}

/** Kept, and shown to nobody any more: as it came, and as it was sent. */
const nobody = () => false

/** Everything personal that the desk knows of the marked people, and of those who work for one group alone. */
export function personalMarks(): KnownMark[] {
  return GROUP_KEYS.flatMap((group) => {
    const person = personOf(group)
    const inGroup =
      (...permissions: Parameters<typeof may>[1][]) =>
      ({ roles, sees }: Knower) =>
        sees.includes(group) && permissions.every((permission) => may([...roles], permission))
    const marks: [name: string, forms: string[], mayKnow: (knower: Knower) => boolean][] = [
      ['last name', wordsOf(person.lastName), inGroup('enrollments.personal')],
      ['first name', [person.firstName], inGroup('enrollments.personal')],
      ['e-mail', [person.email, person.email.split('@')[0] ?? ''], inGroup('enrollments.personal')],
      ['phone', phoneForms(person.phone), inGroup('enrollments.personal')],
      [
        'address',
        [person.addressLine1, person.addressLine2, person.city].flatMap(wordsOf),
        inGroup('enrollments.personal'),
      ],
      ['idclaim phone', phoneForms(person.idclaimPhone), inGroup('enrollments.personal')],
      ['reference', [person.clientReference], inGroup('enrollments.list')],
      ['compared birth date', dateForms(person.birthDate), nobody],
      [
        'names on the document',
        [person.document.last_name, person.document.first_name],
        inGroup('evidence.view'),
      ],
      ['name in a callback', [person.callbackName], inGroup('callbacks.inspect', 'enrollments.personal')],
      ['note in a callback', [person.callbackNote], inGroup('callbacks.inspect')],
      ['body in quarantine', [person.quarantined], nobody],
      // Who is not limited works with everybody.
      [
        'staff',
        [person.staffName, person.staffEmail],
        ({ roles, sees }) => sees.includes(group) || (group === 'none' && roles.length > 0),
      ],
    ]
    return marks.map(([name, forms, mayKnow]) => ({
      id: `${name} of ${group}`,
      forms,
      mayKnow,
      secret: false,
    }))
  })
}

/** The whole, and each word in it that stands for itself. */
const wordsOf = (text: string) => [text, ...text.split(/[^\p{L}]+/u).filter((word) => word.length >= 9)]

/** Nobody may come to know it, but for the exceptions of leak-exceptions.ts. */
export const secretMark = (id: string, ...forms: string[]): KnownMark => ({
  id,
  forms,
  mayKnow: () => false,
  secret: true,
})
