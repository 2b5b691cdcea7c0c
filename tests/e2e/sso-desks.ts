import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { freePort } from '@/scripts/run-server'
import { startIdentityProvider } from '../fixtures/identity-provider'
import { startOwnDesk } from './own-desk'

export type SsoDesk = Awaited<ReturnType<typeof startDesk>>

/**
 * Two built desks in front of one provider: `open` makes an account for whoever has a role there and takes passwords
 * too, `closed` knows only who holds a one-time link, and takes none.
 */
export async function startSsoDesks() {
  const ports = [await freePort(), await freePort()] as const
  const callback = (port: number) => `http://127.0.0.1:${port}/api/auth/callback/oidc`
  const provider = await startIdentityProvider(ports.map(callback))
  const open = await startDesk(ports[0], {
    ...provider.settings,
    OIDC_PROVISION: 'automatic',
    OIDC_ROLES: 'idp-support=support, idp-compliance=compliance, idp-admins=admin',
    OIDC_GROUPS: 'lyon=Agence de Lyon, gone=Agence fermée, nantes=Agence de Nantes',
  })
  const closed = await startDesk(ports[1], {
    ...provider.settings,
    OIDC_NAME: 'Banque Fictive',
    LOCAL_SIGN_IN: '0',
  })
  return {
    provider,
    open,
    closed,
    async stop() {
      await Promise.all([open.stop(), closed.stop()])
      await provider.stop()
    },
  }
}

async function startDesk(port: number, settings: Record<string, string>) {
  const own = await startOwnDesk({ name: 'sso', port, settings: { WORKER: 'off', ...settings } })
  const { url, directory, desk, system, stop } = own
  const { staff, staffSession, audit, usageGroup } = desk.store.tables
  return {
    url,
    system,
    async personWith(subject: string) {
      const [row] = await desk.store.read.select().from(staff).where(eq(staff.oidcSubject, subject))
      return row ?? null
    },
    async people() {
      return (await desk.store.read.select({ id: staff.id }).from(staff)).length
    },
    async sessionsOf(staffId: string) {
      const rows = await desk.store.read.select().from(staffSession).where(eq(staffSession.staffId, staffId))
      return rows.filter(({ endedAt }) => endedAt === null)
    },
    async actsOn(staffId: string) {
      const rows = await desk.store.read.select().from(audit).where(eq(audit.targetId, staffId))
      return rows.map(({ action }) => action)
    },
    async groupId(name: string) {
      const [row] = await desk.store.read.select().from(usageGroup).where(eq(usageGroup.name, name))
      return row?.id ?? 'no such group'
    },
    /** Every byte that the desk keeps. */
    kept: () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
        .join('\n'),
    stop,
  }
}
