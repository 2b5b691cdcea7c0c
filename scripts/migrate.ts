import { existsSync } from 'node:fs'
import { migrateStore } from '@/db/open-store'
import { parseSettings } from '@/lib/env'

if (existsSync('.env')) process.loadEnvFile('.env')
await migrateStore(parseSettings(process.env).DATABASE_URL)
console.log('The database is at this version.')
