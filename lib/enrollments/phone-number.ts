import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

/**
 * A telephone number in E.164 (`+33639980001`), or null when it cannot be one. A national number is read as one of
 * `country` (ISO alpha-2), France's by default. Length and prefix are checked, not whether the range is given out:
 * numbering plans change more often than the library here.
 */
export function normalisePhone(text: string, country: string | null = null): string | null {
  const region: CountryCode = country !== null && isSupportedCountry(country) ? country : 'FR'
  const phone = parsePhoneNumberFromString(text, { defaultCountry: region, extract: false })
  return phone?.isPossible() ? phone.number : null
}
