use zed_extension_api::{
    self as zed, serde_json::json, serde_json::Value, settings::LspSettings, LanguageServerId,
    Result, Worktree,
};

/// Starts the `reqlint` on the PATH, with the settings under `lsp.reqlint`.
struct Reqlint;

impl zed::Extension for Reqlint {
    fn new() -> Self {
        Reqlint
    }

    fn language_server_command(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<zed::Command> {
        Ok(zed::Command {
            command: worktree
                .which("reqlint")
                .ok_or("reqlint is not on the PATH")?,
            args: vec!["lsp".into()],
            env: worktree.shell_env(),
        })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.settings)
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.settings;
        Ok(settings.map(|settings| json!({ "reqlint": settings })))
    }
}

zed::register_extension!(Reqlint);
