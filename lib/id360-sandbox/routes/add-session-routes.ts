import { z } from '@hono/zod-openapi'
import { type Account, ADMIN_ACCOUNT, USER_ACCOUNT } from '../accounts'
import { addRoute } from '../http/add-route'
import { bearerOf } from '../http/authenticate'
import { readJson } from '../http/read-body'
import { Refusal } from '../http/refusal'
import type { SandboxApp } from '../http/sandbox-env'
import type { Sandbox } from '../sandbox'
import { API_BASE } from './api-base'

const loginBody = z.object({ username: z.string(), password: z.string(), token: z.string().nullish() })

/** Login and whoami [seed]. Wrong credentials answer 401 [guess: the status is not documented]. */
export function addSessionRoutes(app: SandboxApp, sandbox: Sandbox): void {
  const application: Account = {
    username: sandbox.options.applicationUsername,
    password: sandbox.options.applicationPassword,
    kind: 'application',
  }
  const accounts = [application, USER_ACCOUNT, ADMIN_ACCOUNT]

  addRoute(
    app,
    {
      id: 'login',
      method: 'post',
      path: `${API_BASE}/user/login`,
      tag: 'Session',
      summary: 'Log in. An admin also gives its second factor in `token`.',
      body: { schema: loginBody },
      answer: { schema: z.object({ token: z.string() }) },
      refusals: { 400: 'A field is missing or of the wrong type', 401: 'Wrong credentials' },
    },
    async (c) => {
      const given = await readJson(c, loginBody)
      const account = accounts.find((one) => one.username === given.username)
      if (!account || account.password !== given.password) throw new Refusal(401, 'Invalid credentials.')
      if (account.secondFactor !== undefined && account.secondFactor !== given.token) {
        throw new Refusal(401, 'A valid second factor is required.')
      }
      return c.json({ token: sandbox.tokens.issue({ username: account.username, kind: account.kind }) })
    },
  )

  addRoute(
    app,
    {
      id: 'whoami',
      method: 'get',
      path: `${API_BASE}/user/whoami`,
      tag: 'Session',
      summary: 'Who the token speaks for; keeps it alive.',
      security: 'token',
      answer: { schema: z.object({ username: z.string(), type: z.string() }) },
      refusals: { 401: 'No living token' },
    },
    (c) => {
      const bearer = bearerOf(sandbox, c)
      return c.json({ username: bearer.username, type: bearer.kind })
    },
  )
}
