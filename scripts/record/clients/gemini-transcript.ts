/** Of the context that the CLI puts before the first prompt only the folders are kept: nothing else says where the session was. */
const CONTEXT = /<session_context>.*?(\\n- \*\*Workspace Directories:\*\*(?:\\n {2}- [^\\]+)+).*?<\/session_context>/g

export const cleanChat = (text: string): string => text.replace(CONTEXT, '<session_context>$1\\n</session_context>')
