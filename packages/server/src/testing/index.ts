export { type Scenario, type TestPluginOptions, testPlugin, testScenarios } from './plugin.ts';
export { startTestPostgres, testPostgres } from './postgres.ts';
export { openTestSchool, type TestPerson, TestProblem, type TestRole, type TestSchool } from './school.ts';
