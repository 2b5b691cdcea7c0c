import { randomBytes, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Role } from '@/db/schema/staff'
import { giveConsent } from '@/lib/assisted/give-consent'
import { sendComparisons } from '@/lib/assisted/send-comparisons'
import { startAssisted } from '@/lib/assisted/start-assisted'
import type { StaffActor } from '@/lib/context'
import { contextFor } from '@/lib/desk'
import { openApiKey } from '@/lib/enrollments/api-key'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { createGroup } from '@/lib/processes/create-group'
import { createProcess } from '@/lib/processes/create-process'
import { sealText } from '@/lib/sealing/keyring'
import { createStaff } from '@/lib/staff/create-staff'
import { inviteStaff } from '@/lib/staff/invite-staff'
import { totpPurpose } from '@/lib/staff/totp-purpose'
import { until } from '../fixtures/until'
import { startDeskWithoutProxy } from './desk-without-proxy'
import { startId360Recorder } from './id360-recorder'
import { GROUP_KEYS, type GroupKey, type KnownMark, personOf, secretMark } from './leak-marks'
import { tellSandbox, walk } from './sandbox-control'

export type LeakDesk = Awaited<ReturnType<typeof startLeakDesk>>
export type Marked = LeakDesk['marked'][GroupKey]

export const PASSWORD = 'mot-de-passe-des-marques'
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPMARQUE234567ABCD'
/** By the UUIDs that the sandbox publishes: makes an idclaim, and can be done by an agent. */
const PROCESSES = {
  signature: {
    id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e103',
    name: 'Signature avancée',
    makesIdclaim: true,
  },
  counter: { id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e105', name: 'Contrôle au guichet' },
}

/**
 * A desk of its own with everything there can be of a marked person in each of two groups and in none: a finished
 * enrollment with all its evidence and callbacks, readable and not, and one that an agent is doing. Its calls to ID360
 * are read along. `secrets`: all there are, as marks.
 */
export async function startLeakDesk() {
  const own = {
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    DATA_KEYS: `leak:${randomBytes(32).toString('base64')}`,
    METRICS_TOKEN: randomBytes(24).toString('base64url'),
    REVEAL_MINUTES: '60',
    OIDC_ISSUER: 'http://127.0.0.1:9/issuer',
    OIDC_CLIENT_ID: 'desk-of-the-leak-test',
    OIDC_CLIENT_SECRET: randomBytes(24).toString('base64url'),
  }
  const recorder = await startId360Recorder(process.env.SANDBOX_URL ?? '')
  const server = await startDeskWithoutProxy({
    settings: { ...own, ID360_BASE_URL: recorder.url },
    demo: false,
  })
  const { desk, system } = server
  const { staff, enrollment, evidence, callback, evidenceOwed, recoveryCode } = desk.store.tables
  const { read } = desk.store
  const groupIds: Record<GroupKey, string> = {
    lyon: await createGroup(system, { name: 'Agence de Lyon' }),
    nantes: await createGroup(system, { name: 'Agence de Nantes' }),
    none: '',
  }
  const signature = await createProcess(system, PROCESSES.signature)
  const counter = await createProcess(system, PROCESSES.counter)

  /** Adds a member of staff, and gives the actor that they are. */
  async function addStaff(person: { email: string; name: string; roles: Role[]; groupIds: string[] | null }) {
    const id = await createStaff(system, { ...person, password: PASSWORD, language: 'en' })
    const actor: StaffActor = {
      ...person,
      id,
      kind: 'staff',
      language: 'en',
      theme: 'system',
      sessionId: randomUUID(),
    }
    return { id, actor, as: contextFor(actor, desk) }
  }

  const admin = await addStaff({
    email: 'root@desk.example',
    name: 'Racine',
    roles: ['admin'],
    groupIds: null,
  })
  const marked = Object.fromEntries(
    await Promise.all(GROUP_KEYS.map(async (group) => [group, await addMarked(group)] as const)),
  ) as Record<GroupKey, Awaited<ReturnType<typeof addMarked>>>
  const invite = await inviteStaff(admin.as, {
    email: 'invited@desk.example',
    name: 'Invitée',
    roles: ['support'],
    groupIds: null,
    language: 'fr',
  })

  return { ...server, addStaff, groupIds, marked, processId: signature, secrets, stop }

  async function addMarked(group: GroupKey) {
    const person = personOf(group)
    const groupId = groupIds[group]
    const agent = await addStaff({
      email: `${person.staffEmail}@desk.example`,
      name: person.staffName,
      roles: ['support'],
      groupIds: groupId === '' ? null : [groupId],
    })
    await addSecondFactor(agent.id)
    const { lastName, firstName, email, phone, clientReference } = person
    const form = { lastName, firstName, email, phone, groupId, language: 'fr' as const, country: 'FR' }
    const { addressLine1, addressLine2, city, idclaimPhone } = person
    const { enrollmentId } = await createEnrollment(agent.as, {
      ...form,
      ...{ clientReference, addressLine1, addressLine2, city, idclaimPhone },
      submissionKey: randomUUID(),
      processId: signature,
    })
    const id360Id = Number((await rowOf(enrollmentId)).id360Id)
    await walk({ id360Id }, { outcome: 'OK', identity: person.document })
    const told = {
      status: 'STARTED',
      enrollment_step: { name: 'late', status: 'OK' },
      person: { last_name: person.callbackName },
      note: person.callbackNote,
    }
    await tellSandbox('POST', `/enrollments/${id360Id}/callbacks`, { body: told })
    await tellSandbox('POST', `/enrollments/${id360Id}/callbacks`, { body: `{"cut": "${person.quarantined}` })

    const made = await createEnrollment(agent.as, {
      ...form,
      clientReference: `${clientReference}2`,
      submissionKey: randomUUID(),
      processId: counter,
    })
    const assistedId = made.enrollmentId
    await startAssisted(agent.as, { enrollmentId: assistedId })
    await giveConsent(agent.as, {
      enrollmentId: assistedId,
      acceptedCgu: true,
      acceptedBiometry: true,
      wording: 'fr-1',
    })
    await sendComparisons(agent.as, {
      enrollmentId: assistedId,
      locked: false,
      values: { birth_date: person.birthDate, name: lastName },
    })
    const pieces = await until(
      `the evidence of ${group}`,
      async () => {
        const kept = await read.select().from(evidence).where(eq(evidence.enrollmentId, enrollmentId))
        return new Set(kept.map(({ kind }) => kind)).size >= 4 ? kept : null
      },
      60_000,
    )
    const callbackId = await until(`the callback of ${group}`, async () => {
      const rows = await read.select().from(callback).where(eq(callback.enrollmentId, enrollmentId))
      return rows.find(({ stepName }) => stepName === 'late')?.id
    })
    // Something of the other file is said to be missing: it stands on the page of evidence at risk.
    const finishedAt = Date.now() - 50 * 86_400_000
    await desk.store.tx((tx) =>
      tx.insert(evidenceOwed).values({ enrollmentId: assistedId, kind: 'document', finishedAt }),
    )
    return { enrollmentId, assistedId, callbackId, pieces, groupId, staffId: agent.id, person }
  }

  /** As it lies in the database of somebody who has one; nobody signs in with this account. */
  async function addSecondFactor(staffId: string) {
    const sealed = sealText(desk.keys, totpPurpose(staffId), TOTP_SECRET)
    await desk.store.tx(async (tx) => {
      await tx
        .update(staff)
        .set({
          sealedTotp: sealed,
          totpSince: Date.now(),
          sealedPendingTotp: sealed,
          pendingTotpAt: Date.now(),
        })
        .where(eq(staff.id, staffId))
      await tx.insert(recoveryCode).values({ hash: `recovery-hash-of-${staffId}`, staffId })
    })
  }

  async function rowOf(enrollmentId: string) {
    const [row] = await read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
    if (!row) throw new Error('the enrollment is not there')
    return row
  }

  /** Everything that opens something, once all callers are signed in: their session cookies too. */
  async function secrets(cookies: readonly string[]): Promise<KnownMark[]> {
    const [people, rows] = [await read.select().from(staff), await read.select().from(enrollment)]
    const { tokens, apiKeys, callbacks } = recorder.secrets
    const dataKey = Buffer.from(own.DATA_KEYS.split(':')[1] ?? '', 'base64')
    const many = (name: string, values: Iterable<string | null>) =>
      [...new Set(values)].flatMap((value, at) =>
        value === null ? [] : [secretMark(`${name} ${at + 1}`, value)],
      )
    for (const [name, found] of Object.entries({ tokens, apiKeys, callbacks })) {
      if (found.size === 0) throw new Error(`no ${name} went by: there would be nothing to look for`)
    }
    return [
      ...many('session token at ID360', tokens),
      ...GROUP_KEYS.map((group) => secretMark(`api_key of ${group}`, ...keysOf(group, rows))),
      ...many(
        'other api_key',
        [...apiKeys].filter((key) => !GROUP_KEYS.some((group) => keysOf(group, rows).includes(key))),
      ),
      ...many('callback secret', callbacks),
      ...many(
        'hash of a callback secret',
        rows.map((row) => row.callbackSecretSha256),
      ),
      ...many(
        'inbox of callbacks',
        rows.map((row) => row.inboxId),
      ),
      ...many(
        'password hash',
        people.map((row) => row.passwordHash),
      ),
      ...many(
        'hash of an invitation',
        people.map((row) => row.inviteHash),
      ),
      ...many(
        'hash of a recovery code',
        people.map(({ id }) => `recovery-hash-of-${id}`),
      ),
      ...many(
        'session cookie',
        cookies.flatMap((cookie) => /desk\.session=([^;]+)/.exec(cookie)?.[1] ?? []),
      ),
      secretMark('invitation', invite.url.split('#')[1] ?? ''),
      secretMark('password at ID360', desk.settings.ID360_PASSWORD),
      secretMark('password', PASSWORD),
      secretMark('secret of a second factor', TOTP_SECRET),
      secretMark('AUTH_SECRET', own.AUTH_SECRET),
      secretMark('DATA_KEYS', dataKey.toString('base64'), dataKey.toString('hex')),
      secretMark('METRICS_TOKEN', own.METRICS_TOKEN),
      secretMark('OIDC_CLIENT_SECRET', own.OIDC_CLIENT_SECRET),
    ]
  }

  function keysOf(group: GroupKey, rows: { id: string; sealedApiKey: Buffer | null }[]): string[] {
    const { enrollmentId, assistedId } = marked[group]
    return rows.flatMap(({ id, sealedApiKey }) =>
      sealedApiKey && [enrollmentId, assistedId].includes(id)
        ? [openApiKey(desk.keys, id, sealedApiKey)]
        : [],
    )
  }

  async function stop() {
    await server.stop()
    await recorder.stop()
  }
}
