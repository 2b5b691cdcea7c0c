import type { DeskLocale } from './locale'
import type { Messages } from './messages'

declare module 'next-intl' {
  interface AppConfig {
    Locale: DeskLocale
    Messages: Messages
  }
}
