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
  '42501': ['denied the permission', 'grant the user the right to create tables in its schema'],
  '53300': ['has too many connections', 'try again in a moment'],
  '57P01': ['is shutting down', 'try again in a moment'],
  '57014': ['took too long', 'try again in a moment'],
  '55P03': ['is busy: another process is writing', 'try again in a moment'],
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
  const known = code === undefined ? undefined : CODES[code]
  if (known) return new UserError(`${server} ${known[0]}`, known[1])
  if (code !== undefined || /timeout|terminated|Connection/i.test(error.message))
    return new UserError(`${server} failed: ${error.message}`, 'check MIDSTRIDE_DB and the server')
  return error
}
