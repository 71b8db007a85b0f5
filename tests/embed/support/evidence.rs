//! What is left of a test that failed: a picture, and all that page and server can tell.

use std::fs;
use std::thread;

use tokio::time::timeout;
use xtask::paths;

use super::Stage;
use super::run::FAREWELL;

/// What the document heard of its console, also what a test has looked at.
const HEARD: &str = "return (window.seen?.heard ?? []).join('\\n')";

/// Has the page painted again and again: `WebKit`'s driver waits for that before it takes a picture.
const PAINT: &str = "let on = false; const { style } = document.documentElement;\
    setInterval(() => { on = !on; style.setProperty('opacity', on ? '0.999' : '1'); }, 30);";

/// Writes a picture and texts into `target/page-failures/` for a test that failed with these words.
/// Returns the lines that say where they are.
pub(super) async fn leave(stage: &Stage, failure: &str) -> String {
    let folder = paths::target().join("page-failures");
    let name = thread::current().name().unwrap_or("test").replace("::", "-");
    fs::create_dir_all(&folder).expect("the folder for evidence can be made");
    let mut told = Vec::new();
    let mut write = |ending: &str, bytes: &[u8]| {
        let file = folder.join(format!("{name}.{ending}"));
        fs::write(&file, bytes).expect("evidence can be written");
        told.push(format!("see {}", file.display()));
    };
    // Each may fail or hang by itself: whatever is left is worth having.
    let _ = timeout(FAREWELL, stage.client.execute(PAINT, Vec::new())).await;
    if let Ok(Ok(picture)) = timeout(FAREWELL, stage.client.screenshot()).await {
        write("png", &picture);
    }
    let texts = format!("{failure}\n\n{}", texts(stage).await);
    eprintln!("{texts}");
    write("txt", texts.as_bytes());
    told.join("\n")
}

/// The address, what a journey has done, what the console says, what was found before, and the requests.
async fn texts(stage: &Stage) -> String {
    let address = timeout(FAREWELL, stage.client.current_url()).await;
    let address = address.map_or_else(|_| String::new(), |url| url.map(String::from).unwrap_or_default());
    let heard = timeout(FAREWELL, stage.client.execute(HEARD, Vec::new())).await;
    let heard = match heard {
        Ok(Ok(heard)) => heard.as_str().unwrap_or_default().to_owned(),
        Ok(Err(error)) => format!("the page does not tell: {error}"),
        Err(_) => "the page no longer answers".to_owned(),
    };
    let console = timeout(FAREWELL, stage.console()).await.unwrap_or_default();
    let parts = [
        ("steps", stage.steps.borrow().join("\n")),
        ("console, as the page heard it", heard),
        ("console, as the browser tells it", console.join("\n")),
        ("found in documents that were left", stage.findings.borrow().join("\n")),
        ("requests", stage.server.requests().join("\n")),
    ];
    let parts = parts.map(|(name, text)| format!("\n{name}:\n{text}\n"));
    format!("{address}\n{}", parts.concat())
}
