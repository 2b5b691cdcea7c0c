import { existsSync } from 'node:fs'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { checkRollup } from '@/lib/usage/check-rollup'

// npm run rollup:check [-- --repair]: counts all usage anew and compares it with the figures that are kept. One line a
// difference, then one JSON line; ends with 1 when there are differences that were not repaired.
const MOST_SHOWN = 200

if (existsSync('.env')) process.loadEnvFile('.env')
const desk = openDesk({ ...parseSettings(process.env), LOG_LEVEL: 'warn' })
try {
  const ctx = contextFor({ kind: 'system', name: 'command line' }, desk)
  const { differences, repaired } = await checkRollup(ctx, { repair: process.argv.includes('--repair') })
  for (const { grain, period, groupId, processId, what, kept, counted } of differences.slice(0, MOST_SHOWN)) {
    const where = `${grain} ${period}, group ${groupId || '(none)'}`
    console.log(
      `${where}, process ${processId}: ${what} is kept as ${kept || 'none'}, counted ${counted || 'none'}`,
    )
  }
  if (differences.length > MOST_SHOWN) console.log(`… and ${differences.length - MOST_SHOWN} more`)
  const ok = differences.length === 0 || repaired
  console.log(JSON.stringify({ ok, differences: differences.length, repaired }))
  process.exitCode = ok ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await desk.close()
}
