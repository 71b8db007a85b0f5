//! What holds at the end of every test: an empty console, no violation, nobody else's file.

use serde_json::json;
use xtask::route;

use super::Page;

/// Runs in every document before its own scripts.
pub(super) const WATCH: &str = "\
    window.violations = [];\
    document.addEventListener('securitypolicyviolation', event =>\
        window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} (${event.sourceFile})`));";

/// The addresses of all that the document has loaded, or has tried to.
const LOADED: &str = "return performance.getEntries()\
    .filter(entry => ['navigation', 'resource'].includes(entry.entryType))\
    .map(entry => entry.name.split('#')[0])";

impl Page {
    /// The violations of the policy since the document was opened or they were last asked for.
    pub(crate) async fn violations(&self) -> Vec<String> {
        self.read("return window.violations?.splice(0) ?? []", &[]).await
    }

    /// What the document has loaded, or has tried to, that is not the site's own.
    pub(crate) async fn strangers(&self) -> Vec<String> {
        let loaded: Vec<String> = self.read(LOADED, &[json!(null)]).await;
        loaded.into_iter().filter(|name| !name.starts_with(&self.server.address)).collect()
    }

    /// Notes what is wrong with the document that is about to be left.
    pub(super) async fn look_through(&self) {
        let violations = self.violations().await.into_iter().map(|one| format!("violation: {one}"));
        let strangers = self.strangers().await.into_iter().map(|one| format!("not the site's own: {one}"));
        self.findings.borrow_mut().extend(violations.chain(strangers));
    }

    /// The requests for what is no file of the site.
    fn stray_requests(&self) -> Vec<String> {
        let path = self.server.address.splitn(4, '/').nth(3).unwrap_or_default();
        let prefix = format!("/{path}");
        let is_file = |request: &String| {
            let file = route::file_of(&prefix, request);
            file.is_some_and(|file| self.site.join(file).is_file())
        };
        let excused = |request: &String| self.lacks.is_some_and(|end| request.ends_with(end));
        self.server.requests().into_iter().filter(|request| !is_file(request) && !excused(request)).collect()
    }

    pub(super) async fn verdict(&self) {
        self.look_through().await;
        let console = self.console().await.into_iter().map(|line| format!("console: {line}"));
        let stray = self.stray_requests().into_iter().map(|path| format!("asked for no file: {path}"));
        let findings: Vec<String> = self.findings.take().into_iter().chain(console).chain(stray).collect();
        assert!(findings.is_empty(), "at the end of the test:\n{}", findings.join("\n"));
    }
}
