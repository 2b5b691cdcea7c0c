/** Where the sandbox is scripted; not part of ID360. */
export const CONTROL_BASE = '/sandbox/control'
