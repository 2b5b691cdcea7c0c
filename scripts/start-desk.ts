import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { migrateStore } from '@/db/open-store'
import { ensureAuditChain } from '@/lib/audit/audit-chain'
import { DEMO_STAFF, seedDemo } from '@/lib/demo'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings, SettingsError } from '@/lib/env'
import { eraseAgain } from '@/lib/retention/erase-again'
import { closeDemoAccounts } from '@/lib/staff/close-demo-accounts'
import { ensureRollup } from '@/lib/usage/rebuild-rollup'
import { ensureBuild } from './ensure-build'
import { fetchSandboxAnchors } from './fetch-sandbox-anchors'
import { runDesk, runSandbox, type Server } from './run-server'

const dev = process.argv.includes('--dev')
const servers: Server[] = []

async function stopAll() {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

async function refuseBusyPort(port: number, setting: string) {
  const busy = await new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(true))
    probe.listen(port, () => probe.close(() => resolve(false)))
  })
  if (busy)
    fail(`Port ${port} is in use: end what listens there, or choose another with ${setting}=… npm start`)
}

async function main() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  // With no ID360 named, the desk brings its own: the sandbox, and people to sign in as.
  const demo = !process.env.ID360_BASE_URL && (process.env.ID360_ENVIRONMENT ?? 'sandbox') === 'sandbox'
  const sandboxPort = Number(process.env.SANDBOX_PORT || 3361)
  if (demo) process.env.ID360_BASE_URL = `http://127.0.0.1:${sandboxPort}`
  const settings = parseSettings(process.env)

  await refuseBusyPort(settings.PORT, 'PORT')
  if (demo) await refuseBusyPort(sandboxPort, 'SANDBOX_PORT')
  if (!dev) await ensureBuild()

  await migrateStore(settings.DATABASE_URL)
  const desk = openDesk({ ...settings, LOG_LEVEL: 'warn' })
  const ctx = contextFor({ kind: 'system', name: 'start' }, desk)
  await ensureRollup(ctx)
  await ensureAuditChain(ctx)
  await eraseAgain(ctx)
  const closed = await closeDemoAccounts(ctx)
  if (closed > 0) console.log(`${closed} accounts of the demo are disabled: this is no sandbox.`)
  if (demo) await seedDemo(contextFor({ kind: 'system', name: 'demo' }, desk))
  await desk.close()
  if (demo) {
    const dataDir = path.join(settings.DATA_DIR, 'sandbox')
    const sandbox = await runSandbox({ port: sandboxPort, dataDir, output: 'inherit' })
    servers.push(sandbox)
    process.env.TRUST_ANCHORS_DIR ??= await fetchSandboxAnchors(sandbox.url, settings.DATA_DIR)
  }
  const env = { ID360_BASE_URL: settings.ID360_BASE_URL, DATA_DIR: settings.DATA_DIR }
  servers.push(await runDesk({ port: settings.PORT, env, output: 'inherit', dev }))

  for (const server of servers) {
    server.process.once('exit', async (code) => {
      if (servers.length === 0) return
      console.error('A server of the desk ended by itself; stopping the rest.')
      await stopAll()
      process.exit(code || 1)
    })
  }

  console.log(`\nID360 Desk   ${settings.PUBLIC_URL}   (${settings.ID360_ENVIRONMENT})`)
  if (demo) {
    console.log(`Sandbox      http://127.0.0.1:${sandboxPort}   stands in for ID360\n\nSign in as:`)
    for (const { email, password, roles } of DEMO_STAFF) {
      console.log(`  ${email.padEnd(26)} ${password.padEnd(18)} ${roles.join(', ')}`)
    }
  }
  console.log('\nCtrl-C ends it.')
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    await stopAll()
    process.exit(0)
  })
}

main().catch(async (error: unknown) => {
  await stopAll()
  fail(
    error instanceof SettingsError ? error.message : error instanceof Error ? error.message : String(error),
  )
})
