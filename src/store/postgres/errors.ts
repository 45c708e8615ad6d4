import { UserError } from '../../core/errors.ts'

/** Codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) and of sockets. */
const CODES: Record<string, [problem: string, help: string]> = {
  ECONNREFUSED: ['refused the connection', 'check that it runs, and the host and port in MIDSTRIDE_DB'],
  ENOTFOUND: ['was not found', 'check the host in MIDSTRIDE_DB'],
  EAI_AGAIN: ['was not found', 'check the host in MIDSTRIDE_DB and the network'],
  ETIMEDOUT: ['did not answer', 'check the network, and the host and port in MIDSTRIDE_DB'],
  ECONNRESET: ['closed the connection', 'try again'],
  '28P01': ['refused the password', 'check user and password in MIDSTRIDE_DB'],
  '28000': ['refused the user', 'check the user in MIDSTRIDE_DB'],
  '3D000': ['has no such database', 'create it, or check the name in MIDSTRIDE_DB'],
  '3F000': ['has no such schema', 'create it, or check search_path in MIDSTRIDE_DB'],
  '42501': [
    'denied the permission',
    'its tables are made by a user who may create in the schema; the others need SELECT, INSERT, UPDATE and DELETE on all of them',
  ],
  '53300': ['has too many connections', 'try again in a moment'],
  '57P01': ['is shutting down', 'try again in a moment'],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'has a certificate nobody vouches for',
    'name its CA with sslrootcert=FILE in MIDSTRIDE_DB',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'has a certificate of an unknown CA',
    'name the CA with sslrootcert=FILE in MIDSTRIDE_DB',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'has a certificate of an unknown CA',
    'name the CA with sslrootcert=FILE in MIDSTRIDE_DB',
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'has a certificate of an unknown CA',
    'name the CA with sslrootcert=FILE in MIDSTRIDE_DB',
  ],
  CERT_HAS_EXPIRED: ['has a certificate that expired', 'renew it on the server'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['has a certificate of another host', 'use the host name the certificate is for'],
  '57014': ['took too long', 'try again in a moment'],
  '55P03': ['is busy: another process is writing', 'try again in a moment'],
}

/** Codes of a server that went away, of its class 08, and of sockets. */
const LOST = /^(?:57P0[123]|08\w{3}|ECONNRESET|EPIPE|ETIMEDOUT)$/

/** The connection was there and is gone; what it had begun and not committed is undone. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof UserError) return false
  const { code } = error as { code?: string }
  return code === undefined
    ? /^Connection terminated|^Client has encountered a connection error/.test(error.message)
    : LOST.test(code)
}

/** Host, port and database of a connection URL; never the user or the password. */
export function serverName(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url)
    return `PostgreSQL at ${hostname || 'localhost'}:${port || 5432}${pathname}`
  } catch {
    return 'PostgreSQL'
  }
}

/** One line for what the server or the socket says; anything else passes through. */
export function toUserError(error: unknown, server: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error
  const code = (error as { code?: string }).code
  if (/does not support SSL/.test(error.message))
    return new UserError(`${server} offers no TLS`, 'take sslmode out of MIDSTRIDE_DB, or switch ssl on in the server')
  if (isLost(error) && !code?.startsWith('57P'))
    return new UserError(`${server} closed the connection`, 'try again; nothing was half-written')
  if (code === 'ENOENT')
    return new UserError(`a certificate that MIDSTRIDE_DB names cannot be read: ${error.message}`, 'check sslrootcert')
  const known = code === undefined ? undefined : CODES[code]
  if (known) return new UserError(`${server} ${known[0]}`, known[1])
  if (code !== undefined || /timeout|terminated|Connection/i.test(error.message))
    return new UserError(`${server} failed: ${error.message}`, 'check MIDSTRIDE_DB and the server')
  return error
}
