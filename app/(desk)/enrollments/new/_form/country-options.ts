import type { SelectOption } from '@/app/_ui/select-field'
import { COUNTRIES } from '@/lib/enrollments/countries'

/** Every country by its name in the reader's language. Made on the server: the names do not travel twice. */
export function countryOptions(locale: string): SelectOption[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const { compare } = new Intl.Collator(locale)
  return COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code })).sort((a, b) =>
    compare(a.label, b.label),
  )
}
