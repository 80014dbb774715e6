/** The option that all admin verbs have. */
import type { Command } from 'commander'

export function withJson(command: Command): Command {
  return command.option('--json', 'answer as JSON')
}
