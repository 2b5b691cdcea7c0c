import { describe, expect, it } from 'vitest'
import { explainKo } from '../explain-ko'
import { REFS, STATUS_CODES } from '../known-names'
import { en } from './en'
import { fr } from './fr'

/** Every sentence of a language, by its way: `codes.COV_FAILED.message`. */
function sentences(words: object, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : sentences(value, `${prefix}${key}.`),
  )
}
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort()

it('French and English have the same sentences, with the same things to fill in', () => {
  const english = sentences(en).map(([key, text]) => [key, placeholders(text)])
  const french = sentences(fr).map(([key, text]) => [key, placeholders(text)])
  expect(french).toEqual(english)
})

it('no sentence is empty or left in the other language', () => {
  const french = new Map(sentences(fr))
  const alike = sentences(en).filter(([key, text]) => text.trim() === '' || french.get(key) === text)
  const sameInBoth =
    /^(steps\.(id_num|france_connect(_plus)?|ar24)|fields\.(iban|bic|email)|families\.SELFIE|documentTypes\.selfie|aside)$/
  expect(alike.map(([key]) => key).filter((key) => !sameInBoth.test(key))).toEqual([])
})

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  it.each(STATUS_CODES)('%s has a sentence and an advice of its own', (code) => {
    const [reason] = explainKo({ status: 'KO', all_status_codes: [{ status_code: { code } }] }, language)
    expect(reason).toMatchObject({ code, known: true })
    expect(reason?.message).toMatch(/^\p{Lu}.{15,}\.$/u)
    expect(reason?.advice).toMatch(/^\p{Lu}.{15,}\.$/u)
  })

  it('no two status codes say the same', () => {
    const all = STATUS_CODES.map(
      (code) => explainKo({ status: 'KO', all_status_codes: [code] }, language)[0]?.message,
    )
    expect(new Set(all).size).toBe(STATUS_CODES.length)
  })

  it.each(REFS)('%s is known as a validation and as a comparison', (ref) => {
    for (const list of ['validations', 'comparisons']) {
      const finalizer_reports = { [list]: [{ ref, is_valid: false }] }
      const [reason] = explainKo({ status: 'KO', finalizer_reports }, language)
      expect(reason).toMatchObject({ code: ref, known: true })
      expect(reason?.message).not.toContain(ref)
    }
  })
})
