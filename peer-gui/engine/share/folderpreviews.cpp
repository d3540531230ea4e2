#include "peer-gui/engine/share/folderpreviews.h"

#include <utility>

namespace ft::engine {

FolderPreviews::FolderPreviews(Mailbox::Address engine)
    : m_engine(std::move(engine))
{}

FolderPreviews::~FolderPreviews()
{
    for (const auto &[number, run] : m_runs)
        run->stop = true;
    for (const auto &[number, run] : m_runs)
        run->thread.join();
}

void FolderPreviews::start(std::uint32_t number, const FolderSurvey &survey, const Hear &hear)
{
    auto &run = m_runs[number] = std::make_unique<Run>();
    run->hear = hear;
    // What is posted comes before this is gone, or not at all.
    run->thread = std::thread{
        [this, number, survey = FolderSurvey{survey}, &stop = run->stop]() mutable {
            survey.run(stop, [&](const FolderPreview &preview) {
                m_engine.post([this, number, preview] {
                    const auto found = m_runs.find(number);
                    if (found != m_runs.end() && !found->second->stop)
                        found->second->hear(preview);
                });
            });
            m_engine.post([this, number] { onEnded(number); });
        }};
}

void FolderPreviews::drop(std::uint32_t number)
{
    if (const auto found = m_runs.find(number); found != m_runs.end())
        found->second->stop = true;
}

void FolderPreviews::onEnded(std::uint32_t number)
{
    const auto ended = m_runs.extract(number);
    ended.mapped()->thread.join();
}

} // namespace ft::engine
