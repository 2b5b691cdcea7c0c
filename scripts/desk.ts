import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Role } from '@/db/schema/staff'
import type { Context } from '@/lib/context'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { DeskError } from '@/lib/errors'
import errors from '@/lib/i18n/messages/en/errors.json'
import { createGroup } from '@/lib/processes/create-group'
import { createProcess } from '@/lib/processes/create-process'
import type { ProcessInput } from '@/lib/processes/process-input'
import { addStaffByLink } from '@/lib/staff/add-staff-by-link'
import { breakTwoFactor } from '@/lib/staff/two-factor/reset-two-factor'

type Environment = NonNullable<ProcessInput['environment']>
const words: Record<string, unknown> = errors.field

const USAGE = `npm run desk -- add-staff --email E --name N --roles support,compliance,manager,admin [--language fr|en]
npm run desk -- remove-two-factor --email E
npm run desk -- add-group --name N
npm run desk -- add-process --uuid UUID --name N [--idclaim] [--no-selfie] [--landing URL]
    [--environment sandbox|preproduction|production] [--notify all|E,F,C]`

/** What a field that is refused is called here. */
const OPTIONS: Record<string, string> = {
  id360Uuid: '--uuid',
  browserCallbackUrl: '--landing',
  notifyOn: '--notify',
}

const { values, positionals } = readArguments()

function readArguments() {
  const config = {
    allowPositionals: true,
    allowNegative: true,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      roles: { type: 'string' },
      language: { type: 'string' },
      uuid: { type: 'string' },
      idclaim: { type: 'boolean', default: false },
      selfie: { type: 'boolean', default: true },
      landing: { type: 'string' },
      environment: { type: 'string' },
      notify: { type: 'string' },
    },
  } as const
  try {
    return parseArgs(config)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(2)
  }
}

const commands: Record<string, (ctx: Context) => Promise<string>> = {
  async 'add-staff'(ctx) {
    const { url, expiresAt } = await addStaffByLink(ctx, {
      email: values.email ?? '',
      name: values.name ?? '',
      roles: (values.roles ?? '').split(',') as Role[],
      language: values.language === 'en' ? 'en' : 'fr',
    })
    const until = new Date(expiresAt).toISOString()
    return `${values.email} sets a password, once and until ${until}, at ${url}`
  },
  /** For when no administrator can sign in any more; the page of a person does the same. */
  async 'remove-two-factor'(ctx) {
    const { ended } = await breakTwoFactor(ctx, { email: values.email ?? '' })
    return `${values.email} signs in with the password alone; sessions ended: ${ended}`
  },
  async 'add-group'(ctx) {
    await createGroup(ctx, { name: values.name ?? '' })
    return `The group "${values.name}" exists.`
  },
  async 'add-process'(ctx) {
    await createProcess(ctx, {
      id360Uuid: values.uuid ?? '',
      name: values.name ?? '',
      makesIdclaim: values.idclaim,
      asksSelfie: values.selfie,
      browserCallbackUrl: values.landing ?? null,
      environment: (values.environment ?? null) as Environment | null,
      notifyOn: values.notify === 'all' ? '' : (values.notify ?? null),
    })
    return `The process "${values.name}" is registered.`
  },
}

/** Why nothing was done, in one line: what a form would say beside its fields, by the names of the options. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const wrong = error instanceof DeskError ? Object.entries(error.fieldErrors) : []
  if (wrong.length === 0) return error.message
  return wrong.map(([field, key]) => `${OPTIONS[field] ?? `--${field}`}: ${words[key] ?? key}`).join(' ')
}

if (existsSync('.env')) process.loadEnvFile('.env')
const command = commands[positionals[0] ?? '']
if (!command) {
  console.error(USAGE)
  process.exit(2)
}
const desk = openDesk({ ...parseSettings(process.env), LOG_LEVEL: 'warn' })
try {
  console.log(await command(contextFor({ kind: 'system', name: 'command line' }, desk)))
} catch (error) {
  console.error(sentenceOf(error))
  process.exitCode = 1
} finally {
  await desk.close()
}
