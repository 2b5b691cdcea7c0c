import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { theDesk } from '@/lib/desk'
import { isLocale, localeFromAcceptLanguage } from './locale'
import { messagesOf } from './messages'
import { preferenceCookieNames } from './preference-cookie-names'

/** Language from the cookie, else from the browser; times in the desk's zone; one `now` for server and browser. */
export default getRequestConfig(async () => {
  const jar = await cookies()
  const { settings } = theDesk()
  const chosen = jar.get(preferenceCookieNames(settings.PUBLIC_URL).language)?.value
  const locale = isLocale(chosen)
    ? chosen
    : localeFromAcceptLanguage((await headers()).get('accept-language'))
  return {
    locale,
    messages: messagesOf(locale),
    timeZone: settings.TIME_ZONE,
    now: new Date(),
  }
})
