import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Role } from '@/db/schema/staff'
import type { Context } from '@/lib/context'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { createGroup } from '@/lib/processes/create-group'
import { createProcess } from '@/lib/processes/create-process'
import { addStaffByLink } from '@/lib/staff/add-staff-by-link'
import { breakTwoFactor } from '@/lib/staff/two-factor/reset-two-factor'

const USAGE = `npm run desk -- add-staff --email E --name N --roles support,compliance,manager,admin [--language fr|en]
npm run desk -- remove-two-factor --email E
npm run desk -- add-group --name N
npm run desk -- add-process --uuid UUID --name N [--idclaim] [--no-selfie] [--landing URL]`

const { values, positionals } = parseArgs({
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
  },
})

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
    })
    return `The process "${values.name}" is registered.`
  },
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
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await desk.close()
}
