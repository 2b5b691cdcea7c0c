import { existsSync } from 'node:fs'
import { migrateStore } from '@/db/open-store'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { ensureRollup } from '@/lib/usage/rebuild-rollup'

if (existsSync('.env')) process.loadEnvFile('.env')
const settings = parseSettings(process.env)
await migrateStore(settings.DATABASE_URL)
const desk = openDesk({ ...settings, LOG_LEVEL: 'warn' })
const counted = await ensureRollup(contextFor({ kind: 'system', name: 'migration' }, desk))
await desk.close()
if (counted) console.log(`Usage was counted anew, by the days of ${settings.TIME_ZONE}.`)
console.log('The database is at this version.')
