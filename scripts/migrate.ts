import { existsSync } from 'node:fs'
import { migrateStore } from '@/db/open-store'
import { ensureAuditChain } from '@/lib/audit/audit-chain'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { eraseAgain } from '@/lib/retention/erase-again'
import { ensureRollup } from '@/lib/usage/rebuild-rollup'

if (existsSync('.env')) process.loadEnvFile('.env')
const settings = parseSettings(process.env)
await migrateStore(settings.DATABASE_URL)
const desk = openDesk({ ...settings, LOG_LEVEL: 'warn' })
const ctx = contextFor({ kind: 'system', name: 'migration' }, desk)
const counted = await ensureRollup(ctx)
const chained = await ensureAuditChain(ctx)
const again = await eraseAgain(ctx)
await desk.close()
if (counted) console.log(`Usage was counted anew, by the days of ${settings.TIME_ZONE}.`)
if (chained) console.log(`${chained} rows of the audit log were chained.`)
if (again.enrollments) console.log(`${again.enrollments} enrollments that had been erased were erased again.`)
console.log('The database is at this version.')
