/**
 * Callbacks per second accepted, committed and projected, against a bare route of the same build that only reads the
 * body: rounds of the two alternate in one run. Unit: requests per second, ratio of the medians.
 */
import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { ne, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { CALLBACK_SECRET_HEADER, createCallbackSecret } from '@/lib/callbacks/callback-secret'
import { ensureBuild } from '@/scripts/ensure-build'
import { freePort, runDesk } from '@/scripts/run-server'
import { openBenchDesk } from './bench-desk'
import { median } from './percentile'

const ROUNDS = 5
const PER_ROUND = 6000
const STEPS = 7
const CONNECTIONS = 32

type Message = { inboxId: string; secret: string; body: string }

const desk = await openBenchDesk({ BENCH_ROUTES: '1', WORKER: 'off' })
const { store } = desk.desk

async function addEnrollments(count: number): Promise<Message[]> {
  const { enrollment } = store.tables
  const secrets = Array.from({ length: count }, () => ({ id: uuidv7(), ...createCallbackSecret() }))
  const now = Date.now()
  for (let at = 0; at < count; at += 200) {
    await store.tx(async (tx) => {
      await tx.insert(enrollment).values(
        secrets.slice(at, at + 200).map(({ id, inboxId, secretSha256 }, index) => ({
          id,
          inboxId,
          callbackSecretSha256: secretSha256,
          createdAt: now,
          createdBy: desk.support.id,
          processId: desk.processId,
          groupId: '',
          language: 'fr' as const,
          lastName: 'Banquise',
          firstName: 'Oriane',
          searchText: ' banquise oriane',
          submissionKey: randomUUID(),
          id360Id: String(100_000 + at + index),
          status: 'NEW' as const,
          confirmation: 'none' as const,
          conflict: false,
          steps: [],
          lastNewsAt: now,
          revision: 0,
        })),
      )
    })
  }
  return secrets.flatMap(({ inboxId, secret }, index) => journey(100_000 + index, inboxId, secret))
}

function journey(id: number, inboxId: string, secret: string): Message[] {
  const body = (value: object) => ({
    inboxId,
    secret,
    body: JSON.stringify({ id, client_reference: `B-${id}`, ...value }),
  })
  const steps = Array.from({ length: STEPS }, (_, index) =>
    body({
      status: 'STARTED',
      steps_status: { done: index + 1, total: STEPS },
      enrollment_step: { name: `step_${index}`, type: 'ProfileDataStep', status: 'OK', documents: [] },
    }),
  )
  return [...steps, body({ status: 'OK', finished_time: '2026-11-23T09:00:00.000000', reason: null })]
}

/** Processor time that a process has used, ms (Linux: clock ticks of 10 ms); NaN elsewhere. */
function processorMs(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}

async function load(url: string, messages: Message[], pathOf: (message: Message) => string): Promise<number> {
  let next = 0
  const started = performance.now()
  // Autocannon itself counts in whole seconds: the last answer is what ends a round.
  let last = started
  const run = autocannon({
    url,
    connections: CONNECTIONS,
    amount: messages.length,
    requests: [
      {
        method: 'POST',
        setupRequest(request) {
          const message = messages[next++ % messages.length]
          if (!message) return request
          return {
            ...request,
            path: pathOf(message),
            headers: { 'content-type': 'application/json', [CALLBACK_SECRET_HEADER]: message.secret },
            body: message.body,
          }
        },
      },
    ],
  })
  // Its types forget that the instance is an emitter too.
  const emitter = run as unknown as EventEmitter
  emitter.on('response', () => {
    last = performance.now()
  })
  const result = await run
  if (result.non2xx + result.errors + result.timeouts > 0) {
    throw new Error(`${result.non2xx} refusals, ${result.errors} errors, ${result.timeouts} time-outs`)
  }
  return result['2xx'] / ((last - started) / 1000)
}

try {
  await ensureBuild()
  const port = await freePort()
  const server = await runDesk({ port, env: { ...desk.env, PORT: String(port) }, output: 'inherit' })
  try {
    const messages = await addEnrollments(((ROUNDS + 1) * PER_ROUND) / (STEPS + 1))
    const bare: number[] = []
    const received: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const part = messages.slice(round * PER_ROUND, (round + 1) * PER_ROUND)
      const at = processorMs(server.process.pid)
      const bareRate = await load(server.url, part, () => '/api/bench')
      const between = processorMs(server.process.pid)
      const rate = await load(server.url, part, ({ inboxId }) => `/api/callbacks/id360/${inboxId}`)
      const cpu = [between - at, processorMs(server.process.pid) - between]
      console.error(
        `round ${round}: bare ${bareRate.toFixed(0)}/s, callbacks ${rate.toFixed(0)}/s, processor ${cpu.join(' and ')} ms`,
      )
      // The first round warms both up.
      if (round > 0) {
        bare.push(bareRate)
        received.push(rate)
      }
      await wait(200)
    }
    const { callback, enrollment } = store.tables
    const [stored] = await store.read.rows<{ n: number }>(sql`select count(*) as n from ${callback}`)
    const open = await store.read
      .select({ id: enrollment.id })
      .from(enrollment)
      .where(ne(enrollment.status, 'OK'))
    const accepted = (ROUNDS + 1) * PER_ROUND
    if (Number(stored?.n) !== accepted || open.length > 0) {
      throw new Error(`${accepted} accepted, ${stored?.n} stored, ${open.length} not projected`)
    }
    const ratio = median(received) / median(bare)
    console.log(
      JSON.stringify({
        bench: 'callbacks',
        ratio: Number(ratio.toFixed(3)),
        callbacks_per_second: Math.round(median(received)),
        bare_per_second: Math.round(median(bare)),
        stored: Number(stored?.n),
      }),
    )
  } finally {
    await server.stop()
  }
} finally {
  await desk.close()
}
