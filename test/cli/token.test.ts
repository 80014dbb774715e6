import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readToken } from '@syncline/cli/token.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'syncline-token-'))
  await writeFile(join(directory, 'token'), ' from-file \n')
  await writeFile(join(directory, 'empty'), '\n')
})

afterAll(() => rm(directory, { recursive: true, force: true }))

describe('the token', () => {
  it('comes from SYNCLINE_TOKEN, from a variable that is named, or from a file', async () => {
    expect(await readToken({}, { SYNCLINE_TOKEN: 'usual' })).toBe('usual')
    expect(await readToken({ tokenEnv: 'MINE' }, { SYNCLINE_TOKEN: 'usual', MINE: 'mine' })).toBe('mine')
    expect(await readToken({ tokenFile: join(directory, 'token') }, { SYNCLINE_TOKEN: 'usual' })).toBe('from-file')
  })

  it('that is missing is refused with where it was looked for', async () => {
    await expect(readToken({}, {})).rejects.toThrow('There is no token: set SYNCLINE_TOKEN')
    await expect(readToken({ tokenEnv: 'MINE' }, {})).rejects.toThrow('The variable MINE is not set.')
    const [empty, absent] = [join(directory, 'empty'), join(directory, 'absent')]
    await expect(readToken({ tokenFile: empty }, {})).rejects.toThrow(`The token file ${empty} is empty.`)
    await expect(readToken({ tokenFile: absent }, {})).rejects.toThrow('cannot be read (ENOENT)')
    await expect(readToken({ tokenEnv: 'A', tokenFile: 'b' }, {})).rejects.toThrow('not both')
  })

  it('that no header can carry is refused without being repeated', async () => {
    const refused = readToken({}, { SYNCLINE_TOKEN: 'sec ret' })
    await expect(refused).rejects.toThrow('The token has spaces or characters that no token has.')
    await expect(refused).rejects.not.toThrow('ret')
  })
})
