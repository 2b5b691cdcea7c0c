import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { startSandbox } from '@/lib/id360-sandbox/start-sandbox'

/** Nothing here but fetch and what an older integrator's client does: no constant, type or path of ours. */
it('serves an independent client of the older kind from login to report', async () => {
  const sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
  const callbacks: { headers: http.IncomingHttpHeaders; body: Record<string, unknown> }[] = []
  let sawFinal = () => {}
  const final = new Promise<void>((resolve) => {
    sawFinal = resolve
  })
  const webhook = http.createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text)
    callbacks.push({ headers: request.headers, body })
    response.writeHead(200).end('ok')
    if (body.status !== 'STARTED') sawFinal()
  })
  await new Promise<void>((resolve) => {
    webhook.listen(0, '127.0.0.1', resolve)
  })
  const webhookUrl = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/id360/callback/abc`

  try {
    const base = sandbox.url
    const login = await fetch(`${base}/api/1.0.0/user/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'sandbox-app', password: 'sandbox-app-password' }),
    })
    expect(login.status).toBe(200)
    const { token } = await login.json()
    expect(token).toHaveLength(25)

    const create = await fetch(`${base}/api/1.0.0/process/3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e101/enrollment/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', Authorization: `Token ${token}` },
      body: JSON.stringify({
        callback_url: webhookUrl,
        browser_callback_url: 'https://issuer.example.org/done',
        client_reference: 'older-client-1',
        callback_headers: { 'x-older-key': 'a-secret-word' },
      }),
    })
    expect(create.status).toBe(200)
    const dossier = await create.json()
    expect(dossier).toMatchObject({ status: 'NEW', client_reference: 'older-client-1', reason: null })
    expect(dossier.api_key.length).toBeGreaterThanOrEqual(31)

    const link = `${base}/static/process_ui/index.html#/enrollment/${dossier.api_key}?lang=en`
    const page = await fetch(link)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('SANDBOX')

    const walk = { method: 'POST', body: JSON.stringify({ outcome: 'OK' }) }
    expect((await fetch(`${base}/sandbox/control/enrollments/${dossier.id}/walk`, walk)).status).toBe(200)
    await final
    expect(callbacks.map(({ body }) => body.status)).toEqual([...Array(7).fill('STARTED'), 'OK'])
    for (const { headers, body } of callbacks) {
      expect(headers['x-older-key']).toBe('a-secret-word')
      expect(headers['content-type']).toContain('application/json')
      expect(body).toMatchObject({ id: dossier.id, client_reference: 'older-client-1' })
    }

    const report = await fetch(`${base}/api/1.0.0/enrollment/${dossier.id}/report?allow_draft=false`, {
      headers: { Authorization: `Token ${token}` },
    })
    expect(report.status).toBe(200)
    expect(await report.json()).toMatchObject({ id: dossier.id, status: 'OK', identity_status: 'OK' })
  } finally {
    webhook.close()
    webhook.closeAllConnections()
    await sandbox.close()
  }
})
