// For `lms mcp`.
export { createMcpServer, type McpOptions } from './server.ts';
