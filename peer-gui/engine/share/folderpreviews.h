#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/share/folderpreview.h"

#include <map>
#include <memory>
#include <thread>

namespace ft::engine {

/// The folders that are being looked through before they are shared, each in a thread of its own.
///
/// Engine thread only.
class FolderPreviews final
{
public:
    using Hear = FolderSurvey::Hear;

    /// `engine` is the mailbox of the engine thread.
    explicit FolderPreviews(Mailbox::Address engine);
    /// Waits for what a thread is at.
    ~FolderPreviews();
    Q_DISABLE_COPY_MOVE(FolderPreviews)

    /// `hear` comes until a preview is over, or the number is dropped. The number is one not used
    /// before.
    void start(std::uint32_t number, const FolderSurvey &survey, const Hear &hear);
    void drop(std::uint32_t number);

private:
    struct Run
    {
        std::atomic<bool> stop = false;
        Hear hear;
        std::thread thread;
    };

    void onEnded(std::uint32_t number);

    Mailbox::Address m_engine;
    std::map<std::uint32_t, std::unique_ptr<Run>> m_runs;
};

} // namespace ft::engine
