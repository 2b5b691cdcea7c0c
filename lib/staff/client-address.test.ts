import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, test } from 'vitest'
import { clientAddress, tellRemoteAddresses } from './client-address'

const from = (headers: Record<string, string>, trustedProxies: number) =>
  clientAddress((name) => headers[name], trustedProxies)
const remote = 'x-desk-remote-address'

describe('the address of a client', () => {
  it('is that of the connection, whatever X-Forwarded-For says, while no proxy is declared', () => {
    expect(from({ [remote]: '192.0.2.7', 'x-forwarded-for': '198.51.100.1' }, 0)).toBe('192.0.2.7')
  })

  it('is what the declared proxy wrote, not what the client put before it', () => {
    const headers = { [remote]: '192.0.2.7', 'x-forwarded-for': '203.0.113.9, 198.51.100.1' }
    expect(from(headers, 1)).toBe('198.51.100.1')
    expect(from({ ...headers, 'x-forwarded-for': '1.1.1.1, 203.0.113.9, 198.51.100.1' }, 2)).toBe(
      '203.0.113.9',
    )
  })

  it('is that of the connection when the declared proxy wrote nothing that is an address', () => {
    expect(from({ [remote]: '192.0.2.7' }, 1)).toBe('192.0.2.7')
    expect(from({ [remote]: '192.0.2.7', 'x-forwarded-for': 'unknown' }, 1)).toBe('192.0.2.7')
  })

  test.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['192.0.2.7:4711', '192.0.2.7'],
    ['', null],
    ['localhost', null],
  ])('%s is counted as %s', (written, counted) => {
    expect(from({ [remote]: written }, 0)).toBe(counted)
  })

  it('is told for each request of this process, and a client cannot say another', async () => {
    tellRemoteAddresses()
    const server = createServer((request, response) => response.end(String(request.headers[remote])))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const told = await new Promise<string>((resolve, reject) => {
      get({ port, host: '127.0.0.1', headers: { [remote]: '198.51.100.1' } }, (response) => {
        let body = ''
        response.on('data', (chunk) => (body += chunk))
        response.on('end', () => resolve(body))
      }).on('error', reject)
    })
    server.close()
    expect(told).toBe('127.0.0.1')
  })
})
