import type { DeskLocale } from './locale'
import * as en from './messages/en'
import * as fr from './messages/fr'

/** All messages, one namespace an area. French is the model that types come from; a test holds English to it. */
export type Messages = typeof fr

export function messagesOf(locale: DeskLocale): Messages {
  return locale === 'fr' ? fr : en
}
