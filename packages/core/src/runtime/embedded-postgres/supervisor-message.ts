/** What owner and supervisor say to each other over their channel. */
import type { RunAs } from './run-command.ts'

export type SupervisorOrder =
  /** Start a server and watch it. */
  | { readonly kind: 'run'; readonly program: string; readonly args: readonly string[]; readonly runAs: RunAs }
  /** Watch a server that is already there. */
  | { readonly kind: 'adopt'; readonly pid: number; readonly startTime: string }
  /** Stop the server; the same as the end of the channel. */
  | { readonly kind: 'stop' }

export type SupervisorReport =
  /** A line of the server's log. */
  | { readonly kind: 'line'; readonly line: string }
  /** The server is gone or could not be started; the supervisor's last words. */
  | { readonly kind: 'gone'; readonly reason: string }
