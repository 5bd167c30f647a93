// SPDX-License-Identifier: Apache-2.0
// Writes into a hidden folder, then takes the name.
#include "core/reports/report_folder.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace alidade {

namespace fs = std::filesystem;

namespace {

constexpr const char* markText = "{\"format\": \"alidade-report\", \"version\": 1}\n";

Error cannotWrite(const std::string& path, int cause)
{
    return Error(escapedPath(path) + " cannot be written: " + std::strerror(cause));
}

bool isReport(const fs::path& folder)
{
    std::error_code failure;
    return fs::is_regular_file(folder / reportMark, failure);
}

/// Names that a report can have: whatever else is in the folder belongs to somebody.
bool isOurs(const fs::path& file)
{
    const std::string name = file.filename().string();
    for (const char* known : {"report.md", "report.html", "report.pdf", "paper.md", "paper.html", "paper.pdf",
                              "tensors.csv", "points.csv", reportMark})
        if (name == known) return true;
    const std::string suffix = file.extension().string();
    const bool figure = suffix == ".json" || suffix == ".svg" || suffix == ".png";
    return figure && file.parent_path().filename() == "figures";
}

void requireReplaceable(const fs::path& target)
{
    std::error_code failure;
    const fs::file_status status = fs::symlink_status(target, failure);
    if (!fs::exists(status)) return;
    if (!fs::is_directory(status)) throw InvalidRequest(escapedPath(target.string()) + " is there and is no folder");
    if (fs::is_empty(target, failure) && !failure) return;
    if (!isReport(target))
        throw InvalidRequest(escapedPath(target.string()) + " is there and is no report; name a new folder");
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(target)) {
        const bool known = entry.is_directory() ? entry.path().filename() == "figures" : isOurs(entry.path());
        if (!known)
            throw InvalidRequest(escapedPath(entry.path().string()) + " is of no report; name a new folder");
    }
}

} // namespace

ReportFolder::ReportFolder(std::string target) : m_target(std::move(target))
{
    while (m_target.size() > 1 && m_target.ends_with('/')) m_target.pop_back();
    requireReplaceable(m_target);
    const fs::path parent = fs::path(m_target).parent_path();
    std::error_code failure;
    if (!parent.empty()) fs::create_directories(parent, failure);
    m_path = (parent / ".alidade-report-XXXXXX").string();
    if (::mkdtemp(m_path.data()) == nullptr) throw cannotWrite(m_target, errno);
    fs::permissions(m_path, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
                                fs::perms::others_exec,
                    failure);
    write(reportMark, markText);
}

ReportFolder::~ReportFolder()
{
    std::error_code failure;
    if (!m_committed) fs::remove_all(m_path, failure);
}

void ReportFolder::write(const std::string& name, const std::string& text) const
{
    const fs::path file = fs::path(m_path) / name;
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    TemporaryFile temporary(file.string());
    OutputFile(temporary.path()).append(text);
    temporary.commit();
}

void ReportFolder::commit()
{
    requireReplaceable(m_target);
    std::error_code failure;
    if (!fs::exists(m_target, failure)) {
        if (std::rename(m_path.c_str(), m_target.c_str()) != 0) throw cannotWrite(m_target, errno);
        m_committed = true;
        return;
    }
    // One step, so that there is a report at every moment; the old one then has our name and is removed.
    if (::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, m_target.c_str(), RENAME_EXCHANGE) != 0) {
        const std::string old = m_path + ".old";
        if (std::rename(m_target.c_str(), old.c_str()) != 0) throw cannotWrite(m_target, errno);
        if (std::rename(m_path.c_str(), m_target.c_str()) != 0) {
            const int cause = errno;
            static_cast<void>(std::rename(old.c_str(), m_target.c_str()));
            throw cannotWrite(m_target, cause);
        }
        m_path = old;
    }
    m_committed = true;
    fs::remove_all(m_path, failure);
}

} // namespace alidade
