//! What holds at the end of every test: an empty console, no violation, nobody else's file.

use xtask::route;

use super::Page;

/// Runs in every document before its own scripts.
pub(super) const WATCH: &str = "\
    window.violations = [];\
    document.addEventListener('securitypolicyviolation', event =>\
        window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} (${event.sourceFile})`));";

/// The addresses of all that the document has loaded, or has tried to, since it was last asked.
const LOADED: &str = "\
    const entries = performance.getEntries();\
    performance.clearResourceTimings();\
    return entries.filter(entry => ['navigation', 'resource'].includes(entry.entryType))\
        .map(entry => entry.name.split('#')[0])";

impl Page {
    /// All that is wrong besides what the test itself looked at; said once.
    pub(crate) async fn findings(&self) -> Vec<String> {
        self.note().await;
        let console = self.console().await.into_iter().map(|line| format!("console: {line}"));
        let stray = self.stray_requests().into_iter().map(|path| format!("asked for no file: {path}"));
        self.findings.take().into_iter().chain(console).chain(stray).collect()
    }

    /// The violations of the policy since the document was opened or they were last asked for.
    pub(crate) async fn violations(&self) -> Vec<String> {
        self.read("return window.violations?.splice(0) ?? []", &[]).await
    }

    /// Notes what is wrong with the document, before it is left.
    pub(crate) async fn note(&self) {
        let violations = self.violations().await.into_iter().map(|one| format!("violation: {one}"));
        let loaded: Vec<String> = self.read(LOADED, &[]).await;
        let strangers = loaded.into_iter().filter(|name| !name.starts_with(&self.server.address));
        let strangers = strangers.map(|one| format!("not the site's own: {one}"));
        self.findings.borrow_mut().extend(violations.chain(strangers));
    }

    /// The new requests for what is no file of the site.
    fn stray_requests(&self) -> Vec<String> {
        let prefix = format!("/{}", self.server.address.splitn(4, '/').nth(3).unwrap_or_default());
        let is_file = |request: &String| {
            let file = route::file_of(&prefix, request);
            file.is_some_and(|file| self.site.join(file).is_file())
        };
        let excused = |request: &String| self.lacks.is_some_and(|end| request.ends_with(end));
        let requests = self.server.requests();
        let new = requests.iter().skip(self.judged.replace(requests.len()));
        new.filter(|request| !is_file(request) && !excused(request)).cloned().collect()
    }
}
