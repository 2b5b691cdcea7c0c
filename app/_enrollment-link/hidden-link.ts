import { enrollmentLink } from '@/lib/id360/enrollment-link'

const HIDDEN = '••••••••'

/** What the screen shows of a link before anybody has asked for it: its form, and nothing secret. */
export function hiddenLink(baseUrl: string): Record<'fr' | 'en', string> {
  const linkIn = (language: string) => enrollmentLink(baseUrl, 'KEY', language).replace('KEY', HIDDEN)
  return { fr: linkIn('fr'), en: linkIn('en') }
}
