import { REFUSED_LOGIN_STATUSES } from './guesses'
import type { Id360ClientOptions } from './id360-client'
import { type CallSettings, performCall } from './perform-call'
import { readJson } from './read-answer'
import { loginAnswerSchema } from './schemas'

const KIND_OF_STATUS = Object.fromEntries(
  REFUSED_LOGIN_STATUSES.map((status) => [status, 'refused_credentials' as const]),
)

/**
 * Logs in and gives the token. [seed] Only the session calls this: it alone knows whether a token lives.
 *
 * @throws Id360Error `refused_credentials` when ID360 does not take the username, the password or the 2FA token
 */
export async function logIn(
  settings: CallSettings,
  apiUrl: string,
  { username, password, secondFactorToken }: Id360ClientOptions,
): Promise<string> {
  const secondFactor = secondFactorToken === undefined ? {} : { token: secondFactorToken }
  const answer = await performCall(
    settings,
    {
      operation: 'login',
      method: 'POST',
      url: `${apiUrl}/user/login/`,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ username, password, ...secondFactor }),
      kindOfStatus: KIND_OF_STATUS,
    },
    (exchange) => readJson(exchange, loginAnswerSchema),
  )
  return answer.token
}
