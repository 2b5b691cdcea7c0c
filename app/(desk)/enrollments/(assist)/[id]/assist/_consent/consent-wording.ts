import { createTranslator } from 'next-intl'
import { messagesOf } from '@/lib/i18n/messages'

/** What is read out to the person, and the id under which the consent is recorded (language and version). */
export type ConsentWording = { id: string; language: 'fr' | 'en'; terms: string; biometry: string }

/** Of `assisted.wording.v1`. Those sentences are never changed: another wording is another version. */
const VERSION = 1

/** The wording in the language of the journey, whichever the agent reads. */
export function consentWording(language: 'fr' | 'en'): ConsentWording {
  const t = createTranslator({
    locale: language,
    messages: messagesOf(language),
    namespace: `assisted.wording.v${VERSION}`,
  })
  return { id: `${language}-${VERSION}`, language, terms: t('terms'), biometry: t('biometry') }
}
