/** The project's folder name below `~/.local/spellbook/docs/`: no leading slash, every other one a dash; a drive letter loses its colon. */
export function encodeProject(project: string): string {
  return (
    project
      .replace(/^[\\/]+/, '')
      .replace(/^([A-Za-z]):/, '$1')
      .replace(/[\\/]/g, '-') || '-'
  )
}

/**
 * What a team calls the repository behind a remote: host and path, as `github.com/acme/app`, whichever way the URL is written
 * (git-fetch(1), GIT URLS) and whoever's name and password stand in it. Null for a path on one machine.
 */
export function remoteName(url: string): string | null {
  const parts = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(url) ?? SCP.exec(url)
  if (!parts || /^[A-Za-z]$/.test(parts[1]!)) return null
  const path = parts[2]!
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replace(/^\/+/, '')
  return path === '' ? null : `${parts[1]!.toLowerCase()}/${path}`
}

/** `git@github.com:acme/app.git` */
const SCP = /^(?:[^@/:]+@)?([^@/:]+):(?!\/\/)([^\\].*)$/
